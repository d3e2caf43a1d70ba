package io.millrace.core.table.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemBytesTest {
    @Property(tries = 500)
    void anItemIsReadAsItWasWritten(@ForAll("items") Item item) {
        assertThat(ItemBytes.read(ItemBytes.write(item))).isEqualTo(item);
    }

    @Property(tries = 500)
    void anItemIsNotReadFromAPartOfItsBytes(@ForAll("items") Item item, @ForAll @IntRange(max = 1_000) int cut) {
        byte[] bytes = ItemBytes.write(item);
        byte[] part = Arrays.copyOf(bytes, cut % bytes.length);
        assertThatThrownBy(() -> ItemBytes.read(part)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 2_000)
    void changedBytesAreAnItemOrRefused(@ForAll("items") Item item, @ForAll int where, @ForAll byte what) {
        byte[] bytes = ItemBytes.write(item);
        bytes[Math.floorMod(where, bytes.length)] = what;
        readOrRefuse(bytes);
    }

    @Property(tries = 5_000)
    void anyBytesAreAnItemOrRefused(@ForAll byte[] tail) {
        byte[] bytes = new byte[tail.length + 1];
        bytes[0] = ItemBytes.VERSION;
        System.arraycopy(tail, 0, bytes, 1, tail.length);
        readOrRefuse(bytes);
    }

    @Test
    void aCountBeyondTheBytesIsRefusedBeforeRoomIsMade() {
        byte[] bytes = {ItemBytes.VERSION, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7};
        assertThatThrownBy(() -> ItemBytes.read(bytes)).hasMessageContaining("a length beyond its end");
    }

    @Test
    void nestingHasAnEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {ItemBytes.VERSION, 1, 1, 'a'});
        for (int i = 0; i < 100_000; i++) {
            bytes.writeBytes(new byte[] {ItemBytes.LIST, 1});
        }
        assertThatThrownBy(() -> ItemBytes.read(bytes.toByteArray())).hasMessageContaining("too deep a nesting");
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> ItemBytes.read(new byte[] {2, 0})).hasMessageContaining("unknown version");
    }

    @Test
    void whatIsReadCannotBeChanged() {
        Item item = new Item(Map.of("l", new AttributeValue.L(List.of(new AttributeValue.S("a")))));
        AttributeValue.L list = (AttributeValue.L)
                ItemBytes.read(ItemBytes.write(item)).find("l").orElseThrow();
        assertThat(list.values()).isUnmodifiable();
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(ItemBytes.read(bytes)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("bytes of an item with ");
        }
    }

    @Provide
    Arbitrary<Item> items() {
        return ArbitraryItems.items();
    }
}
