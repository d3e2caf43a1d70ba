package io.millrace.server.aws.lambda;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.Cors;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// HTTP addresses of functions and aliases.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html>
final class UrlOperations {
    private static final String PATH = "/2021-10-31/functions/{FunctionName}/url";
    private static final Pattern ALIAS = Pattern.compile("(?!^[0-9]+$)[0-9a-zA-Z-_]+");
    private static final String BUFFERED = "BUFFERED";
    private static final int ID_BASE = 36;
    private static final int ID_CHARS = 32;

    private final LambdaPorts ports;

    UrlOperations(LambdaPorts ports) {
        this.ports = ports;
    }

    List<Route> routes() {
        return List.of(
                route("POST", PATH, this::create),
                route("PUT", PATH, this::update),
                route("GET", PATH, this::get),
                route("DELETE", PATH, this::delete),
                route("GET", PATH + "s", this::list));
    }

    private RestAnswer create(RestCall call) {
        FunctionReference reference = target(call);
        Fields fields = call.fields();
        String authType = Constraint.required("authType", fields.string("AuthType"));
        Instant now = ports.clock().instant();
        FunctionUrl url = new FunctionUrl(
                reference.name(),
                reference.region(),
                reference.qualifier(),
                newId(),
                authType(authType),
                cors(fields),
                now,
                now);
        refuseStreaming(fields);
        ports.catalog().apply(() -> {
            ports.functions().resolve(reference);
            if (find(reference).isPresent()) {
                throw new RequestException(
                        "ResourceConflictException",
                        "Failed to create function url config for [functionArn = " + url.functionArn()
                                + "]. Error message:  FunctionUrlConfig exists for this Lambda function");
            }
            return Changes.put(url);
        });
        return RestAnswer.json(201, json(call.host(), url));
    }

    private RestAnswer update(RestCall call) {
        FunctionReference reference = target(call);
        Fields fields = call.fields();
        Optional<FunctionUrl.AuthType> authType = fields.string("AuthType").map(UrlOperations::authType);
        boolean changesCors = fields.has("Cors");
        Optional<Cors> cors = cors(fields);
        refuseStreaming(fields);
        ports.catalog().apply(() -> {
            FunctionUrl before = require(reference);
            return Changes.put(before.with(
                    authType.orElse(before.authType()),
                    changesCors ? cors : before.cors(),
                    ports.clock().instant()));
        });
        return RestAnswer.json(described(call.host(), require(reference)));
    }

    private RestAnswer get(RestCall call) {
        return RestAnswer.json(described(call.host(), require(target(call))));
    }

    private RestAnswer delete(RestCall call) {
        FunctionReference reference = target(call);
        ports.catalog().apply(() -> Changes.remove(List.of(require(reference).id())));
        return RestAnswer.empty(204);
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("Marker", "MaxItems");
        FunctionReference reference = Target.whole(call);
        ports.functions().find(reference);
        List<FunctionUrl> urls = ports.catalog().list(FunctionUrl.class).stream()
                .filter(url -> url.region().equals(reference.region())
                        && url.function().equals(reference.name()))
                .toList();
        return Page.answer(
                call,
                "FunctionUrlConfigs",
                Page.items(urls, FunctionUrl::functionArn, url -> described(call.host(), url)));
    }

    /// A function or an alias; versions have no address.
    private static FunctionReference target(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        reference.qualifier().ifPresent(name -> Constraint.pattern("qualifier", name, ALIAS));
        return reference;
    }

    private static FunctionUrl.AuthType authType(String word) {
        return FunctionUrl.AuthType.valueOf(Constraint.oneOf("authType", word, List.of("AWS_IAM", "NONE")));
    }

    /// One without any member takes away what there was.
    private static Optional<Cors> cors(Fields fields) {
        return fields.object("Cors").map(Cors::parse).filter(cors -> !cors.json()
                .isEmpty());
    }

    private static void refuseStreaming(Fields fields) {
        fields.oneOf("InvokeMode", BUFFERED, "RESPONSE_STREAM")
                .filter(mode -> !mode.equals(BUFFERED))
                .ifPresent(mode -> {
                    throw fields.invalid("InvokeMode", mode + " is not supported by Millrace yet");
                });
        fields.refuseUnknown();
    }

    private Optional<FunctionUrl> find(FunctionReference reference) {
        return ports.catalog()
                .find(FunctionUrl.class, FunctionUrl.id(reference.region(), reference.name(), reference.qualifier()));
    }

    private FunctionUrl require(FunctionReference reference) {
        return find(reference)
                .orElseThrow(() -> RequestException.notFound("The resource you requested does not exist."));
    }

    /// 32 of `a-z 0-9`, as at AWS: from two UUIDs, which hold more than that.
    private String newId() {
        UUID first = ports.ids().get();
        UUID second = ports.ids().get();
        byte[] bits = ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first.getLeastSignificantBits())
                .putLong(second.getLeastSignificantBits())
                .putLong(first.getMostSignificantBits())
                .putLong(second.getMostSignificantBits())
                .array();
        String digits = new BigInteger(1, bits).toString(ID_BASE);
        return "0".repeat(Math.max(0, ID_CHARS - digits.length()))
                + digits.substring(Math.max(0, digits.length() - ID_CHARS));
    }

    /// Reaches the function from where the caller is: by the port that led here, or by AWS's own address for one who
    /// came
    /// through the HTTPS proxy.
    private static String address(String host, FunctionUrl url) {
        String name = url.urlId() + ".lambda-url." + url.region() + ".";
        int colon = host.lastIndexOf(':');
        return host.endsWith(".amazonaws.com")
                ? "https://" + name + "on.aws/"
                : "http://" + name + "localhost" + (colon < 0 ? "" : host.substring(colon)) + "/";
    }

    private static ObjectNode json(String host, FunctionUrl url) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("FunctionUrl", address(host, url))
                .put("FunctionArn", url.functionArn())
                .put("AuthType", url.authType().name());
        url.cors().ifPresent(cors -> json.set("Cors", cors.json()));
        return json.put("CreationTime", text(url.createdAt())).put("InvokeMode", BUFFERED);
    }

    private static ObjectNode described(String host, FunctionUrl url) {
        return json(host, url).put("LastModifiedTime", text(url.lastModified()));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
