package io.millrace.server.aws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ssm.SsmParameter;
import io.millrace.core.resource.ssm.SsmVersion;
import io.millrace.server.aws.protocol.AwsCall;
import java.math.BigDecimal;
import java.util.List;

/// Reading parameters: their values, what is kept beside them, and their history.
final class ParameterReads {
    private final SsmStore store;

    ParameterReads(SsmStore store) {
        this.store = store;
    }

    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        String name = fields.requiredString("Name");
        boolean decrypted = fields.bool("WithDecryption").orElse(false);
        fields.refuseUnknown();
        return JsonNodeFactory.instance
                .objectNode()
                .set("Parameter", shown(store.select(call.region(), name), decrypted));
    }

    JsonNode getMany(AwsCall call) {
        Fields fields = call.fields();
        List<String> names = SsmDoor.names(fields);
        boolean decrypted = fields.bool("WithDecryption").orElse(false);
        fields.refuseUnknown();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (String name : names) {
            try {
                found.add(shown(store.select(call.region(), name), decrypted));
            } catch (RequestException e) {
                if (!e.code().endsWith("NotFound")) {
                    throw e;
                }
                invalid.add(name);
            }
        }
        return answer;
    }

    JsonNode byPath(AwsCall call) {
        Fields fields = call.fields();
        String path = fields.requiredString("Path");
        boolean recursive = fields.bool("Recursive").orElse(false);
        boolean decrypted = fields.bool("WithDecryption").orElse(false);
        ParameterFilters filters = ParameterFilters.read(fields, "ParameterFilters", List.of("Type", "KeyId", "Label"));
        SsmPage page = SsmPage.read(fields, Limit.SSM_NAMES.intValue());
        fields.refuseUnknown();
        if (!path.startsWith("/")) {
            throw SsmDoor.invalid("The parameter doesn't meet the parameter name requirements. The path must begin with"
                    + " a forward slash \"/\": " + path);
        }
        String prefix = path.endsWith("/") ? path : path + "/";
        List<SsmParameter> below = store.list(call.region()).stream()
                .filter(one -> ParameterFilters.isBelow(one.name(), prefix, recursive))
                .filter(filters::fit)
                .toList();
        return page.answer("Parameters", below, one -> shown(new SsmStore.Selected(one, one.latest(), ""), decrypted));
    }

    private ObjectNode shown(SsmStore.Selected selected, boolean decrypted) {
        SsmParameter parameter = selected.parameter();
        SsmVersion version = selected.version();
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("Name", parameter.name())
                .put("Type", parameter.type().toString())
                .put("Value", store.value(parameter, version, decrypted))
                .put("Version", version.number())
                .put("LastModifiedDate", seconds(version))
                .put("ARN", parameter.arn())
                .put("DataType", version.details().dataType());
        if (!selected.selector().isEmpty()) {
            shown.put("Selector", selected.selector());
        }
        return shown;
    }

    private static BigDecimal seconds(SsmVersion version) {
        return BigDecimal.valueOf(version.modified().toEpochMilli(), 3);
    }

    JsonNode describe(AwsCall call) {
        Fields fields = call.fields();
        ParameterFilters filters = ParameterFilters.read(
                fields, "ParameterFilters", List.of("Name", "Type", "KeyId", "Path", "Label", "Tier", "DataType"));
        fields.notSupported("Filters", "use ParameterFilters");
        fields.bool("Shared").filter(shared -> shared).ifPresent(shared -> {
            throw fields.invalid("Shared", "not supported by Millrace: there is one account");
        });
        SsmPage page = SsmPage.read(fields, Limit.SSM_PAGE_ITEMS.intValue());
        fields.refuseUnknown();
        List<SsmParameter> found =
                store.list(call.region()).stream().filter(filters::fit).toList();
        return page.answer("Parameters", found, one -> described(one, one.latest()));
    }

    private static ObjectNode described(SsmParameter parameter, SsmVersion version) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("Name", parameter.name())
                .put("Type", parameter.type().toString())
                .put("LastModifiedDate", seconds(version))
                .put("LastModifiedUser", Arn.of("iam", "", "root"))
                .put("Version", version.number())
                .put("Tier", "Standard")
                .put("DataType", version.details().dataType())
                .put("ARN", parameter.arn());
        version.details().keyId().ifPresent(key -> shown.put("KeyId", key));
        version.details().description().ifPresent(text -> shown.put("Description", text));
        version.details().allowedPattern().ifPresent(text -> shown.put("AllowedPattern", text));
        shown.putArray("Policies");
        return shown;
    }

    JsonNode history(AwsCall call) {
        Fields fields = call.fields();
        SsmParameter parameter = store.require(call.region(), fields.requiredString("Name"));
        boolean decrypted = fields.bool("WithDecryption").orElse(false);
        SsmPage page = SsmPage.read(fields, Limit.SSM_PAGE_ITEMS.intValue());
        fields.refuseUnknown();
        return page.answer("Parameters", parameter.versions(), version -> {
            ObjectNode shown = described(parameter, version);
            shown.remove("ARN");
            shown.put("Value", store.value(parameter, version, decrypted));
            version.labels().forEach(shown.putArray("Labels")::add);
            return shown;
        });
    }
}
