package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IAM as its types ask it: actions with texts in, single elements of the answers out.
final class IamApi {
    private static final String VERSION = "2010-05-08";
    private static final String GONE = "NoSuchEntity";

    private final InnerApi api;

    IamApi(InnerApi api) {
        this.api = api;
    }

    /// @param parameters names and values in turn
    String ask(ResourceCall call, String action, String... parameters) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        return ask(call, action, form);
    }

    String ask(ResourceCall call, String action, Map<String, String> parameters) throws InterruptedException {
        return api.query(call.region(), "iam", VERSION, action, parameters);
    }

    /// The same of what may be gone already.
    void askIfThere(ResourceCall call, String action, String... parameters) throws InterruptedException {
        try {
            ask(call, action, parameters);
        } catch (RequestException e) {
            if (!e.code().equals(GONE)) {
                throw e;
            }
        }
    }

    boolean isThere(ResourceCall call, String action, String... parameters) {
        try {
            ask(call, action, parameters);
            return true;
        } catch (RequestException e) {
            if (e.code().equals(GONE)) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted");
        }
    }

    /// What stands in the first element of a name.
    static String element(String xml, String name) {
        List<String> all = elements(xml, name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    /// What stands in each element of a name.
    static List<String> elements(String xml, String name) {
        List<String> found = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /// A policy: an object, or a text of JSON.
    static String document(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    static List<String> texts(ObjectNode properties, String name) {
        List<String> texts = new ArrayList<>();
        properties.path(name).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    static Optional<String> text(ObjectNode properties, String name) {
        return Optional.ofNullable(properties.get(name)).map(JsonNode::asText);
    }

    static void putText(ObjectNode properties, String name, Map<String, String> form) {
        text(properties, name).ifPresent(value -> form.put(name, value));
    }

    /// A path that always begins and ends with a slash.
    static String path(ObjectNode properties) {
        return text(properties, "Path").orElse("/");
    }
}
