package io.millrace.core.jq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/// A `MetadataExtractionQuery`: jq 1.6 that makes one object of partition keys from a record of JSON, such as
/// `{customer: .customer_id, year: .at | strftime("%Y")}`.
///
/// What would let a query run without end, look outside the record or answer otherwise the second time is not there:
/// own functions (`def`), `range`, `while`, `until`, `recurse(f)`, `combinations`, `now`, `env`, `input`; see
/// [JqFunctions]. What remains ends always, but a query can still be written to take time or memory that grows with a
/// power of the record (`[.[] as $a | .[] as $b | …]`), with a number in it (`"x" * .n`) or by a regular expression
/// that backtracks: that is its author's to avoid.
///
/// Immutable, any thread.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html>
public final class JqQuery {
    private static final Pattern NOT_HERE =
            Pattern.compile("(?<![.\\w$\"])(def\\s+\\w+|(?:import|include)\\s+\"|\\$ENV\\b)");
    private static final Pattern NO_FUNCTION = Pattern.compile("Function (\\S+) does not exist");

    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limit.JQ_JSON_DEPTH.intValue())
                            .build())
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String text;
    private final JsonQuery query;

    private JqQuery(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
    }

    /// Compiles a query.
    ///
    /// @throws JqException when it is no jq, or uses what is not here; the message says what
    public static JqQuery compile(String text) throws JqException {
        Matcher notHere = NOT_HERE.matcher(text);
        if (notHere.find()) {
            throw new JqException("'" + notHere.group(1) + "' is not supported: a query may not define functions, "
                    + "import modules or read the environment");
        }
        JsonQuery compiled;
        try {
            compiled = JsonQuery.compile(text, Versions.JQ_1_6);
        } catch (JsonQueryException | RuntimeException e) {
            throw new JqException("it is no jq 1.6: " + firstLine(e.getMessage()));
        }
        JqQuery query = new JqQuery(text, compiled);
        query.refuseUnknownFunctions();
        return query;
    }

    /// The keys that this query gives for a record, in its order; empty when they depend on the record.
    public Optional<Set<String>> keys() {
        try {
            List<JsonNode> results = results(NullNode.getInstance());
            return results.size() == 1 && results.getFirst() instanceof ObjectNode keys
                    ? Optional.of(new LinkedHashSet<>(
                            keys.properties().stream().map(Map.Entry::getKey).toList()))
                    : Optional.empty();
        } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /// The partition keys of a record.
    ///
    /// @return by name, in the query's order; never null, never empty text
    /// @throws JqException when the record is not JSON, the query fails for it, or a value is null, empty or no
    /// scalar
    public Map<String, String> partitionKeys(byte[] record) throws JqException {
        JsonNode input;
        try {
            input = READER.readTree(record);
        } catch (IOException e) {
            throw new JqException("Non JSON record provided");
        }
        if (input.isMissingNode()) {
            throw new JqException("Non JSON record provided");
        }
        List<JsonNode> results;
        try {
            results = results(input);
        } catch (JsonQueryException | RuntimeException e) {
            throw new JqException("The MetadataExtractionQuery failed for this record");
        } catch (StackOverflowError e) {
            throw new JqException("The record is nested too deeply for the MetadataExtractionQuery");
        }
        if (results.size() != 1 || !(results.getFirst() instanceof ObjectNode keys)) {
            throw new JqException("The MetadataExtractionQuery must give exactly one object");
        }
        return texts(keys);
    }

    private static Map<String, String> texts(ObjectNode keys) throws JqException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            JsonNode value = key.getValue();
            if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
                throw new JqException("partitionKeys values must not be null or empty");
            }
            if (value.isContainerNode()) {
                throw new JqException("partitionKeys values must be text, numbers or booleans");
            }
            texts.put(key.getKey(), value.asText());
        }
        return texts;
    }

    private List<JsonNode> results(JsonNode input) throws JsonQueryException {
        List<JsonNode> results = new ArrayList<>(1);
        query.apply(Scope.newChildScope(JqFunctions.SCOPE), input, result -> {
            if (results.size() >= Limit.JQ_RESULTS.value()) {
                throw new JsonQueryException("too many results");
            }
            results.add(result);
        });
        return results;
    }

    /// jq resolves functions as it runs; what a record of nothing does not reach fails later, record by record.
    private void refuseUnknownFunctions() throws JqException {
        try {
            results(NullNode.getInstance());
        } catch (JsonQueryException e) {
            Matcher unknown = NO_FUNCTION.matcher(String.valueOf(e.getMessage()));
            if (unknown.find()) {
                throw new JqException("the function " + unknown.group(1) + " is not supported");
            }
        } catch (RuntimeException | StackOverflowError e) {
            // A query may well fail for nothing.
            return;
        }
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return text;
    }
}
