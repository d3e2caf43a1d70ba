package io.millrace.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void anEscapeSequenceIsShownAndNotObeyed() {
        assertThat(TerminalText.safe("\u001b]0;title\u0007\u001b[31mred"))
                .isEqualTo("\\u{1b}]0;title\\u{7}\\u{1b}[31mred");
    }

    @Test
    void aRecordOfSeveralLinesStaysOnOne() {
        assertThat(TerminalText.safe("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
    }

    @Test
    void textInAnyScriptIsLeftAsItIs() {
        assertThat(TerminalText.safe("Grüße, мир, 世界 😀")).isEqualTo("Grüße, мир, 世界 😀");
    }

    @Test
    void charactersThatReorderTheLineAreShown() {
        assertThat(TerminalText.safe("a\u202eb\u2066c")).isEqualTo("a\\u{202e}b\\u{2066}c");
    }

    @Property
    void nothingThatATerminalObeysIsEverLeft(@ForAll String text) {
        assertThat(TerminalText.safe(text).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
                .noneMatch(point -> Character.getType(point) == Character.FORMAT);
    }
}
