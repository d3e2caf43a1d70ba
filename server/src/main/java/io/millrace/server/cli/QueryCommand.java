package io.millrace.server.cli;

import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.GlueCalls;
import io.millrace.server.query.ServerSources;
import io.millrace.server.query.SqlQuery;
import io.millrace.server.terminal.TerminalText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// SQL over what a running server on this machine has delivered.
@Command(
        name = "query",
        description = "Ask with SQL what was delivered: tables of the Glue catalog and objects in buckets.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace query \"SELECT action, count(*) FROM clicklogger GROUP BY 1\"",
            "  millrace query --database shop --format csv \"FROM orders\" > orders.csv",
            "  millrace query \"SELECT * FROM 's3://clicks/log/**.parquet' LIMIT 5\"",
            "  millrace query --file report.sql --format json"
        })
final class QueryCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "In DuckDB's dialect; - to read it from the input.")
    Optional<String> sql;

    @Option(names = "--file", paramLabel = "FILE", description = "Read the SQL from a file.")
    Optional<Path> file;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Where tables are that are named alone. Default: the only one there is, or 'default'")
    Optional<String> database;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv or json. Default: table")
    SqlQuery.Format format;

    @Mixin
    Region region;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = text();
        // Gathered: a line at a time very many rows take seconds to print.
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
        try (AwsHttp http = new AwsHttp(endpoint.url, region.name())) {
            new SqlQuery(new ServerSources(new GlueCalls(http), endpoint::stream), database).run(text, format, out);
            return CommandLine.ExitCode.OK;
        } catch (SQLException e) {
            tell(e);
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            out.flush();
        }
    }

    private String text() throws IOException {
        if (sql.isPresent() == file.isPresent()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Give the SQL, or a --file that holds it");
        }
        if (file.isPresent()) {
            return Files.readString(file.get());
        }
        return sql.get().equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql.get();
    }

    /// DuckDB's words as they are, on lines: they point at the place in the SQL.
    private void tell(SQLException failure) {
        PrintWriter err = spec.commandLine().getErr();
        String begin = "millrace: ";
        for (String line : String.valueOf(failure.getMessage()).lines().toList()) {
            err.println(begin + TerminalText.safe(line));
            begin = "";
        }
    }
}
