package io.millrace.server.provision.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.Locale;

/// A database of the Data Catalog.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-database.html>
final class GlueDatabaseType implements DescribedType {
    private static final int NAME_CHARS = 255;
    private static final String INPUT = "DatabaseInput";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Glue::Database", """
            CatalogId string required replace
            DatabaseInput json required
            DatabaseInput.CreateTableDefaultPermissions[].Permissions[] string
            DatabaseInput.CreateTableDefaultPermissions[].Principal.DataLakePrincipalIdentifier string
            DatabaseInput.Description string
            DatabaseInput.LocationUri string
            DatabaseInput.Name string replace
            DatabaseInput.Parameters.* string
            DatabaseName string replace
            """);

    private final GlueApi api;

    GlueDatabaseType(GlueApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties
                .path("DatabaseName")
                .asText(properties.path(INPUT).path("Name").asText(naming.name(NAME_CHARS)))
                .toLowerCase(Locale.ROOT);
    }

    private static ObjectNode catalog(ResourceCall call) {
        ObjectNode members = GlueApi.members(call);
        members.remove("DatabaseName");
        return members;
    }

    private static ObjectNode named(ResourceCall call) {
        return catalog(call).put("Name", call.physicalId());
    }

    private static ObjectNode input(ResourceCall call) {
        ObjectNode input = (ObjectNode) call.properties().get(INPUT).deepCopy();
        return input.put("Name", call.physicalId());
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, "GetDatabase", named(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.call(call, "CreateDatabase", catalog(call).set(INPUT, input(call)));
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        api.call(call, "UpdateDatabase", named(call).set(INPUT, input(call)));
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, "DeleteDatabase", named(call));
    }
}
