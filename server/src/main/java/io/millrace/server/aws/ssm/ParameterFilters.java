package io.millrace.server.aws.ssm;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ssm.SsmParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which parameters a listing asks for: all filters fit, each by one of its values.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html>
record ParameterFilters(List<Filter> filters) {
    private static final String TAG = "tag:";

    /// @param option `Equals`, `BeginsWith`, `Contains`, `Recursive`, `OneLevel`
    private record Filter(String key, String option, List<String> values) {}

    /// @param keys that the operation knows, beside tags
    static ParameterFilters read(Fields request, String name, List<String> keys) {
        List<Filter> filters = new ArrayList<>();
        for (Fields filter : request.objects(name)) {
            String key = filter.requiredString("Key");
            if (!keys.contains(key) && !key.startsWith(TAG)) {
                throw new RequestException("InvalidFilterKey", "The specified key isn't valid: " + key);
            }
            String option = filter.string("Option").orElse(key.equals("Path") ? "OneLevel" : "Equals");
            List<String> options =
                    switch (key) {
                        case "Path" -> List.of("OneLevel", "Recursive");
                        case "Name" -> List.of("Equals", "BeginsWith", "Contains");
                        default -> List.of("Equals", "BeginsWith");
                    };
            if (!options.contains(option)) {
                throw new RequestException(
                        "InvalidFilterOption", "The specified filter option isn't valid: " + option + " of " + key);
            }
            filters.add(new Filter(key, option, filter.strings("Values")));
            filter.refuseUnknown();
        }
        return new ParameterFilters(List.copyOf(filters));
    }

    boolean fit(SsmParameter parameter) {
        return filters.stream().allMatch(filter -> fits(filter, parameter));
    }

    private static boolean fits(Filter filter, SsmParameter parameter) {
        if (filter.key.startsWith(TAG) && filter.values.isEmpty()) {
            return parameter.tags().containsKey(filter.key.substring(TAG.length()));
        }
        List<String> texts =
                switch (filter.key) {
                    case "Name", "Path" -> List.of(parameter.name());
                    case "Type" -> List.of(parameter.type().toString());
                    case "KeyId" -> list(parameter.latest().details().keyId());
                    case "Label" -> parameter.latest().labels();
                    case "Tier" -> List.of("Standard");
                    case "DataType" -> List.of(parameter.latest().details().dataType());
                    default -> list(Optional.ofNullable(parameter.tags().get(filter.key.substring(TAG.length()))));
                };
        return texts.stream().anyMatch(text -> filter.values.stream().anyMatch(value -> fits(filter, text, value)));
    }

    private static List<String> list(Optional<String> value) {
        return value.stream().toList();
    }

    private static boolean fits(Filter filter, String text, String value) {
        return switch (filter.option) {
            case "BeginsWith" -> text.startsWith(value);
            case "Contains" -> text.contains(value);
            case "Recursive", "OneLevel" ->
                isBelow(text, value.endsWith("/") ? value : value + "/", filter.option.equals("Recursive"));
            default -> text.equals(value);
        };
    }

    /// Whether a name is in a path, or at any depth below it.
    ///
    /// @param prefix that ends with a slash
    static boolean isBelow(String name, String prefix, boolean recursive) {
        String whole = name.startsWith("/") ? name : "/" + name;
        return whole.startsWith(prefix) && (recursive || whole.indexOf('/', prefix.length()) < 0);
    }
}
