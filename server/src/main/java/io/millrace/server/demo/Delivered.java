package io.millrace.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lies in a bucket, held against what was sent.
///
/// @param keys the objects
/// @param found clicks that lie there
/// @param lost clicks that were acknowledged and do not lie there
/// @param twice clicks that lie there more often than they were sent
/// @param strange lines that were never sent
/// @param plain clicks without the kind of their mysfit, or with a wrong one
public record Delivered(List<String> keys, int found, int lost, int twice, int strange, int plain) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");

    public boolean isExact() {
        return lost == 0 && twice == 0 && strange == 0 && plain == 0;
    }

    /// Reads every object through the S3 door. One visitor may look at one mysfit several times, so clicks are counted.
    static Delivered check(AwsCalls aws, String bucket, List<Click> sent) throws IOException, InterruptedException {
        List<String> keys = keys(aws, bucket);
        Map<Click, Integer> found = new HashMap<>();
        int plain = 0;
        for (String key : keys) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(aws.open("/" + bucket + "/" + key), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null) {
                    JsonNode json = JSON.readTree(line);
                    Click click = new Click(
                            json.path("userId").asText(), json.path("mysfitId").asText());
                    found.merge(click, 1, Integer::sum);
                    plain += json.equals(enriched(click)) ? 0 : 1;
                    line = lines.readLine();
                }
            }
        }
        return compare(keys, sent, found, plain);
    }

    static Delivered compare(List<String> keys, List<Click> sent, Map<Click, Integer> found, int plain) {
        Map<Click, Integer> expected = new HashMap<>();
        sent.forEach(click -> expected.merge(click, 1, Integer::sum));
        int lost = 0;
        int twice = 0;
        for (Map.Entry<Click, Integer> click : expected.entrySet()) {
            int more = found.getOrDefault(click.getKey(), 0) - click.getValue();
            lost += Math.max(0, -more);
            twice += Math.max(0, more);
        }
        int strange = found.entrySet().stream()
                .filter(click -> !expected.containsKey(click.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return new Delivered(keys, sent.size() - lost, lost, twice, strange, plain);
    }

    /// What the example's function makes of a click.
    private static ObjectNode enriched(Click click) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("userId", click.userId())
                .put("mysfitId", click.mysfitId());
        Mysfit.CATALOGUE.stream()
                .filter(mysfit -> mysfit.mysfitId().equals(click.mysfitId()))
                .forEach(mysfit -> json.put("species", mysfit.species())
                        .put("goodevil", mysfit.goodevil())
                        .put("lawchaos", mysfit.lawchaos()));
        return json;
    }

    /// The keys hold nothing that XML would escape: they are made of a name, a time and a UUID.
    private static List<String> keys(AwsCalls aws, String bucket) throws IOException, InterruptedException {
        List<String> keys = new ArrayList<>();
        String more = "";
        do {
            String page = aws.get("/" + bucket + "?list-type=2" + more);
            KEY.matcher(page).results().forEach(match -> keys.add(match.group(1)));
            Matcher next = NEXT.matcher(page);
            more = next.find() ? "&continuation-token=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8) : "";
        } while (!more.isEmpty());
        return keys;
    }
}
