package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.glue.GlueTypes;
import java.util.List;

class GlueResourceTypesTest extends ResourceTypeContract {
    private static final String CATALOG = "'CatalogId': '000000000000'";
    private static final String DATABASE = "{" + CATALOG + ", 'DatabaseInput': {'Name': 'clicks'}}";
    private static final String TABLE = "{" + CATALOG + ", 'DatabaseName': '${database}', 'TableInput': {"
            + "'Name': 'clicklogger', 'PartitionKeys': [{'Name': 'day', 'Type': 'string'}]}}";

    @Override
    List<ResourceType> types(InnerApi inner) {
        return GlueTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(database(), unnamedDatabase(), table(), partition());
    }

    private static TypeExample database() {
        return TypeExample.of("AWS::Glue::Database")
                .properties("{" + CATALOG + ", 'DatabaseInput': {'Name': 'Clicks', 'Description': 'of pages',"
                        + " 'LocationUri': 's3://clicks/', 'Parameters': {'a': 1}}}")
                .changed("{" + CATALOG + ", 'DatabaseInput': {'Name': 'Clicks', 'Parameters': {'b': true}}}")
                .named()
                .read(GlueResourceTypesTest::readDatabase)
                .shows("/Database/Name", "clicks", "clicks")
                .shows("/Database/Description", "of pages", "")
                .shows("/Database/Parameters/a", "1", "")
                .shows("/Database/Parameters/b", "", "true");
    }

    private static TypeExample unnamedDatabase() {
        return TypeExample.of("AWS::Glue::Database")
                .properties("{" + CATALOG + ", 'DatabaseInput': {}}")
                .changed("{" + CATALOG + ", 'DatabaseInput': {'Description': 'of pages'}}")
                .read(GlueResourceTypesTest::readDatabase)
                .shows("/Database/Description", "", "of pages");
    }

    private static JsonNode readDatabase(InnerApi api, ResourceCall call) throws InterruptedException {
        return ask(api, "GetDatabase", Members.none().put("Name", call.physicalId()));
    }

    private static TypeExample table() {
        return TypeExample.of("AWS::Glue::Table")
                .needs("database", "AWS::Glue::Database", DATABASE)
                .properties("{" + CATALOG + ", 'DatabaseName': '${database}', 'TableInput': {'Name': 'clicklogger',"
                        + " 'TableType': 'EXTERNAL_TABLE', 'Parameters': {'EXTERNAL': 'TRUE', 'n': 1},"
                        + " 'PartitionKeys': [{'Name': 'day', 'Type': 'string'}],"
                        + " 'StorageDescriptor': {'Columns': [{'Name': 'action', 'Type': 'string'},"
                        + " {'Name': 'n', 'Type': 'int', 'Comment': 'how many'}],"
                        + " 'Location': 's3://clicks/log/', 'Compressed': 'false',"
                        + " 'SerdeInfo': {'SerializationLibrary': 'org.openx.data.jsonserde.JsonSerDe',"
                        + " 'Parameters': {'serialization.format': 1}}}}}")
                .changed("{" + CATALOG + ", 'DatabaseName': '${database}', 'TableInput': {'Name': 'clicklogger',"
                        + " 'StorageDescriptor': {'Columns': [{'Name': 'page', 'Type': 'string'}]}}}")
                .named()
                .read((api, call) -> ask(
                        api,
                        "GetTable",
                        Members.none().put("DatabaseName", "clicks").put("Name", call.physicalId())))
                .shows("/Table/Parameters/n", "1", "")
                .shows("/Table/PartitionKeys/0/Name", "day", "")
                .shows("/Table/StorageDescriptor/Columns/0/Name", "action", "page")
                .shows("/Table/StorageDescriptor/Columns/1/Comment", "how many", "")
                .shows("/Table/StorageDescriptor/SerdeInfo/Parameters/serialization.format", "1", "");
    }

    private static TypeExample partition() {
        String partition = "{" + CATALOG + ", 'DatabaseName': 'visits', 'TableName': '${table}',"
                + " 'PartitionInput': {'Values': ['2026-11-21'], ";
        return TypeExample.of("AWS::Glue::Partition")
                .needs("database", "AWS::Glue::Database", DATABASE.replace("clicks", "visits"))
                .needs("table", "AWS::Glue::Table", TABLE)
                .properties(partition + "'Parameters': {'a': 1}}}")
                .changed(partition + "'StorageDescriptor': {'Location': 's3://clicks/log/21/'}}}")
                .named()
                .read(GlueResourceTypesTest::readPartition)
                .shows("/Partition/Parameters/a", "1", "")
                .shows("/Partition/StorageDescriptor/Location", "", "s3://clicks/log/21/");
    }

    private static JsonNode readPartition(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode input = Members.none().put("DatabaseName", "visits").put("TableName", "clicklogger");
        input.putArray("PartitionValues").add("2026-11-21");
        return ask(api, "GetPartition", input);
    }

    private static JsonNode ask(InnerApi api, String operation, ObjectNode input) throws InterruptedException {
        return api.json("us-east-1", "glue", "AWSGlue." + operation, input);
    }
}
