package io.millrace.server.query;

import io.millrace.server.query.QuerySources.QueryFile;
import io.millrace.server.query.SqlTokens.Kind;
import io.millrace.server.query.SqlTokens.Token;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Has SQL read buckets: `FROM 's3://…'` and `read_json('s3://…')` become reads of the files of the objects that are
/// meant. A text that says so anywhere else stays what it is.
final class BucketFunctions {
    private final QuerySources sources;
    private final DuckSession duck;
    private int lists;

    BucketFunctions(QuerySources sources, DuckSession duck) {
        this.sources = sources;
        this.duck = duck;
    }

    /// @return the SQL with every such text replaced
    String replaced(String sql, SqlTokens tokens) throws IOException, InterruptedException, SQLException {
        StringBuilder result = new StringBuilder();
        int from = 0;
        List<Token> all = tokens.all();
        for (int i = 1; i < all.size(); i++) {
            Token token = all.get(i);
            Optional<BucketPattern> pattern =
                    token.kind() == Kind.TEXT ? BucketPattern.of(token.value()) : Optional.empty();
            boolean isTable = all.get(i - 1).is("FROM") || all.get(i - 1).is("JOIN");
            boolean isArgument = all.get(i - 1).is("(") && i > 1 && reads(all.get(i - 2));
            if (pattern.isPresent() && (isTable || isArgument)) {
                String variable = files(pattern.get());
                result.append(sql, from, token.start());
                result.append(isTable ? function(pattern.get()) + "(" + variable + ")" : variable);
                from = token.end();
            }
        }
        return result.append(sql, from, sql.length()).toString();
    }

    private static boolean reads(Token function) {
        String name = function.value().toLowerCase(Locale.ROOT);
        return name.startsWith("read_") || name.startsWith("parquet_") || name.equals("sniff_csv");
    }

    private String files(BucketPattern pattern) throws IOException, InterruptedException, SQLException {
        List<QueryFile> files = sources.files(pattern.bucket(), pattern.prefix()).stream()
                .filter(file -> file.bytes() > 0 && pattern.has(file.key()))
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No object fits " + pattern.text());
        }
        String variable = "millrace_files_" + ++lists;
        duck.setFiles(variable, files);
        return "getvariable(" + SqlText.text(variable) + ")";
    }

    private static String function(BucketPattern pattern) {
        String name = pattern.text().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "parquet" -> "read_parquet";
            case "json", "jsonl", "ndjson" -> "read_json";
            case "csv", "tsv" -> "read_csv";
            default ->
                throw new IllegalArgumentException(pattern.text() + " does not say of what format it is: write"
                        + " read_parquet('…'), read_json('…') or read_csv('…')");
        };
    }
}
