package io.millrace.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.deploy.client.ResourceEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a terminal shows of a deploy.
class StepBoardTest {
    private final StringWriter out = new StringWriter();
    private final Steps board = Steps.on(new PrintWriter(out), true);

    @Test
    void whatIsUnderWayIsDrawnOverAndWhatIsDoneStays() {
        board.expect(2);
        board.show(List.of(stack("CREATE_IN_PROGRESS"), event("A", "CREATE_IN_PROGRESS")));
        board.show(List.of(event("A", "CREATE_COMPLETE"), event("B", "CREATE_IN_PROGRESS")));
        assertThat(screen())
                .map(line -> line.replaceAll(" {2,}", " "))
                .containsExactly(
                        "CREATE_COMPLETE A T",
                        "CREATE_IN_PROGRESS B T",
                        "[###############---------------] 1/2 resources CREATE_IN_PROGRESS");
    }

    @Test
    void inTheEndOnlyWhatIsDoneIsLeft() {
        board.show(List.of(event("A", "CREATE_IN_PROGRESS")));
        board.show(List.of(event("A", "CREATE_FAILED"), stack("ROLLBACK_COMPLETE")));
        board.end();
        assertThat(screen())
                .singleElement()
                .asString()
                .startsWith("CREATE_FAILED")
                .contains(" A ");
    }

    @Test
    void manyAtOnceDoNotFillTheScreen() {
        board.show(IntStream.range(0, 100)
                .mapToObj(i -> event("R" + i, "CREATE_IN_PROGRESS"))
                .toList());
        assertThat(screen()).hasSize(12).contains("and 90 more");
        assertThat(screen()).allMatch(line -> line.length() < 80);
    }

    @Test
    void whatTheServerSaysIsShownAndNotObeyed() {
        board.show(List.of(event("A\u001b[31m", "CREATE_COMPLETE")));
        assertThat(screen()).first().asString().contains("A\\u{1b}[31m");
    }

    private static ResourceEvent event(String name, String status) {
        return new ResourceEvent(name + status, "s", name, "p-" + name, "T", status, "");
    }

    private static ResourceEvent stack(String status) {
        return new ResourceEvent(status, "s", "clicks", "s", "AWS::CloudFormation::Stack", status, "");
    }

    /// The lines that a terminal would show after all that was printed: of its commands it knows those to go up and to
    /// erase what is below.
    private List<String> screen() {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        String text = out.toString();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                row++;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else if (c == '\r') {
                assertThat(text.substring(at)).startsWith("\u001b[");
            } else if (c == '\u001b') {
                int end = at + 1;
                while (!Character.isLetter(text.charAt(end))) {
                    end++;
                }
                if (text.charAt(end) == 'A') {
                    row -= Integer.parseInt(text.substring(at + 1, end));
                } else {
                    lines.subList(row, lines.size()).clear();
                    lines.add(new StringBuilder());
                }
                at = end + 1;
            } else {
                lines.get(row).append(c);
            }
        }
        return lines.stream()
                .map(StringBuilder::toString)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
