package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesOptionTest {
    @Test
    void eachFormIsRead() {
        assertThat(TablesOption.parse("sqlite:")).isEqualTo(new TablesOption.Sqlite(Optional.empty()));
        assertThat(TablesOption.parse("sqlite:/a/b c"))
                .isEqualTo(new TablesOption.Sqlite(Optional.of(Path.of("/a/b c"))));
        assertThat(TablesOption.parse("dynamodb://eu-west-1"))
                .isEqualTo(
                        new TablesOption.Remote("eu-west-1", URI.create("https://dynamodb.eu-west-1.amazonaws.com")));
        assertThat(TablesOption.parse("dynamodb://x?endpoint=http://127.0.0.1:8000"))
                .isEqualTo(new TablesOption.Remote("x", URI.create("http://127.0.0.1:8000")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgres:x",
                "sqlite:/a?fsync=false",
                "dynamodb://",
                "dynamodb://EU",
                "dynamodb://x?endpoint=ftp://a",
                "dynamodb://x?endpoint=http://a/path",
                "dynamodb://x?endpoint=http://user@a",
                "dynamodb://x?endpoint=nonsense",
                "dynamodb://x?end=http://a"
            })
    void anythingElseIsRefused(String uri) {
        assertThatThrownBy(() -> TablesOption.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Tables: ");
    }
}
