package io.millrace.core.table.item;

/// The types that an attribute of a key may have. They order as DynamoDB does: `S` by the bytes of its UTF-8, `N` by
/// value, `B` by its bytes, unsigned.
public enum KeyType {
    S,
    N,
    B
}
