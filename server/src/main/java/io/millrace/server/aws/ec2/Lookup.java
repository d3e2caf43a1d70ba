package io.millrace.server.aws.ec2;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.kept.KeptResource;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a lookup asks for: ids, and filters that all fit. EC2 numbers its lists without `member`.
///
/// @param ids that must be there; empty for all
/// @param filters values by the filter's name
/// @param left parameters that nobody asked for
record Lookup(List<String> ids, Map<String, List<String>> filters, Set<String> left) {
    private static final Pattern FILTER = Pattern.compile("Filter\\.([0-9]{1,4})\\.(Name|Value\\.[0-9]{1,4})");
    private static final Set<String> OF_EVERY_CALL = Set.of("", "Action", "Version", "MaxResults");

    /// @param idName `VpcId`
    static Lookup of(QueryCall call, String idName) {
        List<String> ids = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        Map<String, List<String>> values = new TreeMap<>();
        Set<String> left = new TreeSet<>();
        call.parameters().forEach((name, value) -> {
            Matcher filter = FILTER.matcher(name);
            if (filter.matches() && filter.group(2).equals("Name")) {
                names.put(filter.group(1), value);
            } else if (filter.matches()) {
                values.computeIfAbsent(filter.group(1), any -> new ArrayList<>())
                        .add(value);
            } else if (name.matches(idName + "\\.[0-9]{1,4}")) {
                ids.add(value);
            } else if (!OF_EVERY_CALL.contains(name)) {
                left.add(name);
            }
        });
        Map<String, List<String>> filters = new LinkedHashMap<>();
        names.forEach((number, name) -> filters.put(name, values.getOrDefault(number, List.of())));
        return new Lookup(ids, filters, left);
    }

    void ignore(String name) {
        left.remove(name);
    }

    void refuseUnknown() {
        if (!left.isEmpty()) {
            throw new RequestException("UnknownParameter", "Unknown or unsupported: " + String.join(", ", left));
        }
    }

    /// @param facts what filters may ask for, by their names
    /// @throws RequestException `InvalidParameterValue` for a filter that is not among them
    boolean fits(String id, Map<String, String> facts) {
        if (!ids.isEmpty() && !ids.contains(id)) {
            return false;
        }
        for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
            String fact = facts.get(filter.getKey());
            if (fact == null && !filter.getKey().startsWith("tag")) {
                throw new RequestException(
                        "InvalidParameterValue", "The filter '" + filter.getKey() + "' is not supported by Millrace");
            }
            if (fact == null || filter.getValue().stream().noneMatch(pattern -> like(pattern, fact))) {
                return false;
            }
        }
        return true;
    }

    private static boolean like(String pattern, String text) {
        return pattern.equals(text)
                || (pattern.endsWith("*") && text.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    /// What is known of a resource under the names of EC2's filters.
    static Map<String, String> facts(KeptResource resource) {
        Map<String, String> facts = new HashMap<>();
        facts.put("state", "available");
        facts.put("isDefault", "false");
        facts.put("is-default", "false");
        facts.put("vpc-id", "");
        facts.put("cidr", "");
        facts.put("group-name", "");
        facts.put("availability-zone", "");
        facts.put("association.subnet-id", "");
        facts.put("association.main", "false");
        Map<String, String> names = Map.of(
                "VpcId",
                "vpc-id",
                "CidrBlock",
                "cidr",
                "GroupName",
                "group-name",
                "AvailabilityZone",
                "availability-zone",
                "SubnetId",
                "subnet-id",
                "GroupId",
                "group-id",
                "RouteTableId",
                "route-table-id");
        List.of(resource.properties(), resource.attributes())
                .forEach(all -> all.properties().forEach(member -> {
                    String name = names.get(member.getKey());
                    if (name != null) {
                        facts.put(name, member.getValue().asText());
                    }
                }));
        tags(resource).forEach(tag -> facts.put("tag:" + tag.key(), tag.value()));
        return facts;
    }

    /// A tag.
    record Tag(String key, String value) {
        String xml() {
            return new QueryXml().text("key", key).text("value", value).toString();
        }
    }

    static List<Tag> tags(KeptResource resource) {
        List<Tag> tags = new ArrayList<>();
        resource.properties()
                .path("Tags")
                .forEach(tag -> tags.add(
                        new Tag(tag.path("Key").asText(), tag.path("Value").asText())));
        return tags;
    }
}
