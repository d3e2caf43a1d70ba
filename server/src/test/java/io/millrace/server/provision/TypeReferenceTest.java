package io.millrace.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.provision.call.InnerApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TypeReferenceTest {
    private static final String BEGIN = "<!-- begin of what is generated -->\n";

    /// Where it fails, the page's part below its mark is to be what the message shows; with the property
    /// `millrace.write.references` the test writes it.
    @Test
    void theReferenceOfTypesIsWhatTheirSchemasSay() throws IOException {
        Path page = Path.of("..").resolve("docs/reference/cloudformation-types.md");
        String text = Files.readString(page);
        int mark = text.indexOf(BEGIN) + BEGIN.length();
        String tables = TypeReference.of(ResourceTypes.all(new InnerApi(exchange -> {})));
        if (Boolean.getBoolean("millrace.write.references")) {
            Files.writeString(page, text.substring(0, mark) + "\n" + tables);
        }

        assertThat(Files.readString(page).substring(mark)).isEqualTo("\n" + tables);
    }
}
