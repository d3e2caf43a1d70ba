package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;

/// The caller's fault, with members that the error has beside its code and message: the reasons of a cancelled
/// transaction, the item that a condition did not fit.
public final class DetailedException extends RuntimeException {
    private final transient ObjectNode members;

    /// @param members not to be changed
    public DetailedException(RequestException fault, ObjectNode members) {
        super(fault.getMessage(), fault, false, false);
        this.members = members;
    }

    ObjectNode members() {
        return members;
    }
}
