package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.server.aws.protocol.AwsCall;

/// Reads that clients make of what there is none of here: settings are those of a new account.
final class SettingsReads {
    private final GlueStore store;

    SettingsReads(GlueStore store) {
        this.store = store;
    }

    /// Source: <https://docs.aws.amazon.com/glue/latest/webapi/API_GetDataCatalogEncryptionSettings.html>
    JsonNode encryption(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        fields.refuseUnknown();
        ObjectNode answer = GlueJson.none();
        ObjectNode settings = answer.putObject("DataCatalogEncryptionSettings");
        settings.putObject("EncryptionAtRest").put("CatalogEncryptionMode", "DISABLED");
        settings.putObject("ConnectionPasswordEncryption").put("ReturnConnectionPasswordEncrypted", false);
        return answer;
    }

    /// Source: <https://docs.aws.amazon.com/glue/latest/webapi/API_GetResourcePolicy.html>
    JsonNode policy(AwsCall call) {
        Fields fields = call.fields();
        fields.string("ResourceArn");
        fields.refuseUnknown();
        throw GlueStore.notFound("Policy not found");
    }

    /// Clients of Hive's kind ask for them before anything else. There are none.
    JsonNode functions(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        fields.string("DatabaseName").ifPresent(name -> {
            if (!name.equals("*")) {
                store.database(call.region(), name);
            }
        });
        fields.string("Pattern");
        fields.string("NextToken");
        fields.integer("MaxResults");
        fields.string("FunctionType");
        fields.refuseUnknown();
        ObjectNode answer = GlueJson.none();
        answer.putArray("UserDefinedFunctions");
        return answer;
    }
}
