package io.millrace.server.provision.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;

/// Glue as a client of it.
final class GlueApi {
    private static final String NOT_FOUND = "EntityNotFoundException";

    private final InnerApi api;

    GlueApi(InnerApi api) {
        this.api = api;
    }

    /// A call's members, with the catalog, database and table that the properties name.
    static ObjectNode members(ResourceCall call) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (String name : new String[] {"CatalogId", "DatabaseName", "TableName"}) {
            if (call.properties().has(name)) {
                members.set(name, call.properties().get(name));
            }
        }
        return members;
    }

    JsonNode call(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        return api.json(call.region(), "glue", "AWSGlue." + operation, input);
    }

    /// What is not there, or there no longer, is well.
    void delete(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        try {
            call(call, operation, input);
        } catch (RequestException e) {
            if (!e.code().equals(NOT_FOUND)) {
                throw e;
            }
        }
    }

    boolean exists(ResourceCall call, String operation, ObjectNode input) {
        try {
            call(call, operation, input);
            return true;
        } catch (RequestException e) {
            if (e.code().equals(NOT_FOUND)) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted");
        }
    }
}
