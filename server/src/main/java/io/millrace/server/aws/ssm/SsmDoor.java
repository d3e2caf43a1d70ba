package io.millrace.server.aws.ssm;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Handler;
import io.millrace.server.aws.protocol.JsonService.Operation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Systems Manager's API, as far as Parameter Store: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html>
public final class SsmDoor {
    private SsmDoor() {}

    /// @param box keeps what is secret
    public static JsonService service(Catalog catalog, SecretBox box, InstantSource clock) {
        SsmStore store = new SsmStore(catalog, box, clock);
        ParameterWrites write = new ParameterWrites(store);
        ParameterReads read = new ParameterReads(store);
        SsmTags tag = new SsmTags(store);
        Map<String, Operation> operations = new HashMap<>();
        operations.put("PutParameter", control(write::put));
        operations.put("DeleteParameter", control(write::delete));
        operations.put("DeleteParameters", control(write::deleteMany));
        operations.put("LabelParameterVersion", control(write::label));
        operations.put("GetParameter", control(read::get));
        operations.put("GetParameters", control(read::getMany));
        operations.put("GetParametersByPath", control(read::byPath));
        operations.put("DescribeParameters", control(read::describe));
        operations.put("GetParameterHistory", control(read::history));
        operations.put("AddTagsToResource", control(tag::add));
        operations.put("RemoveTagsFromResource", control(tag::remove));
        operations.put("ListTagsForResource", control(tag::list));
        return new JsonService("AmazonSSM", "1.1", operations);
    }

    /// What other services call InvalidArgumentException has another name in this one.
    private static Operation control(Handler handler) {
        return JsonService.control(call -> {
            try {
                return handler.handle(call);
            } catch (RequestException e) {
                throw e.code().equals("InvalidArgumentException") ? invalid(e.getMessage()) : e;
            }
        });
    }

    static RequestException invalid(String message) {
        return new RequestException("ValidationException", message);
    }

    /// `Names`, of which there are few.
    static List<String> names(Fields fields) {
        List<String> names = fields.strings("Names");
        if (names.isEmpty() || names.size() > Limit.SSM_NAMES.value()) {
            throw invalid("Names: 1 to " + Limit.SSM_NAMES.value() + " are asked for at once");
        }
        return names;
    }
}
