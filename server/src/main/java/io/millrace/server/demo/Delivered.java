package io.millrace.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lies in a bucket, held against what was sent.
///
/// @param keys the objects
/// @param found click ids that lie there
/// @param lost ids that were acknowledged and do not lie there
/// @param twice ids that lie there more than once
/// @param strange lines that were never sent
public record Delivered(List<String> keys, int found, int lost, int twice, int strange) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");

    public boolean isExact() {
        return lost == 0 && twice == 0 && strange == 0;
    }

    /// Reads every object through the S3 door.
    static Delivered check(AwsCalls aws, String bucket, List<Click> sent) throws IOException, InterruptedException {
        List<String> keys = keys(aws, bucket);
        Map<String, Integer> times = new HashMap<>();
        for (String key : keys) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(aws.open("/" + bucket + "/" + key), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null) {
                    JsonNode click = JSON.readTree(line);
                    times.merge(click.path("clickId").asText(), 1, Integer::sum);
                    line = lines.readLine();
                }
            }
        }
        Set<String> ids = new HashSet<>();
        sent.forEach(click -> ids.add(click.clickId()));
        int lost = (int) ids.stream().filter(id -> !times.containsKey(id)).count();
        int twice = (int) times.values().stream().filter(count -> count > 1).count();
        int strange =
                (int) times.keySet().stream().filter(id -> !ids.contains(id)).count();
        return new Delivered(keys, ids.size() - lost, lost, twice, strange);
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
