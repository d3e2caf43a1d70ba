package io.millrace.server.provision.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;

/// CloudWatch Logs as a client of it.
final class LogsApi {
    private final InnerApi api;

    LogsApi(InnerApi api) {
        this.api = api;
    }

    static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode ofGroup(String name) {
        return members().put("logGroupName", name);
    }

    static String arn(ResourceCall call, String group) {
        return Arn.of("logs", call.region(), "log-group:" + group);
    }

    JsonNode call(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        return api.json(call.region(), "logs", "Logs_20140328." + operation, input);
    }

    /// What is not there, or there no longer, is well.
    void delete(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        try {
            call(call, operation, input);
        } catch (RequestException e) {
            if (!e.code().equals("ResourceNotFoundException")) {
                throw e;
            }
        }
    }

    /// Whether a listing has something of this name.
    boolean lists(ResourceCall call, String operation, ObjectNode input, String list, String nameMember) {
        String name = input.path(nameMember + "Prefix").asText();
        try {
            for (JsonNode found : call(call, operation, input).path(list)) {
                if (found.path(nameMember).asText().equals(name)) {
                    return true;
                }
            }
            return false;
        } catch (RequestException e) {
            if (e.code().equals("ResourceNotFoundException")) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted");
        }
    }
}
