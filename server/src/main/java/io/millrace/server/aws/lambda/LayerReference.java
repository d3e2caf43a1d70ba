package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.Layer;
import io.millrace.server.aws.protocol.RestCall;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which layer a call is about, or which version of it.
///
/// @param region that its ARN names, or that of the call
/// @param account that its ARN names, or the only one there is
/// @param name of the layer
/// @param number of the version; 0 for the layer as a whole
record LayerReference(String region, String account, String name, int number) {
    private static final String NAME = "[a-zA-Z0-9-_]+";
    private static final Pattern LAYER =
            Pattern.compile("(?:arn:[a-zA-Z0-9-]+:lambda:([a-zA-Z0-9-]+):(\\d{12}):layer:)?(" + NAME + ")");
    private static final Pattern VERSION =
            Pattern.compile("arn:[a-zA-Z0-9-]+:lambda:([a-zA-Z0-9-]+):(\\d{12}):layer:(" + NAME + "):([0-9]{1,9})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int CHARS = 140;
    private static final int NAME_CHARS = 64;

    /// The layer in a call's path, by its name or its ARN.
    static LayerReference whole(RestCall call) {
        String text = Constraint.charsAtMost("layerName", call.label("LayerName"), CHARS);
        Matcher parts = LAYER.matcher(text);
        if (!parts.matches()) {
            throw Constraint.broken(
                    "layerName",
                    text,
                    "Member must satisfy regular expression pattern: (arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}"
                            + ":layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+");
        }
        return new LayerReference(
                Optional.ofNullable(parts.group(1)).orElse(call.region()),
                Optional.ofNullable(parts.group(2)).orElse(Arn.ACCOUNT),
                Constraint.charsAtMost("layerName", parts.group(3), NAME_CHARS),
                0);
    }

    /// The version in a call's path.
    static LayerReference version(RestCall call) {
        LayerReference whole = whole(call);
        String number = call.label("VersionNumber");
        if (!NUMBER.matcher(number).matches()) {
            throw new RequestException("SerializationException", "VersionNumber must be an integer");
        }
        return new LayerReference(whole.region, whole.account, whole.name, Integer.parseInt(number));
    }

    /// The version that an ARN names.
    ///
    /// @param member of the request, for messages
    static LayerReference parse(String member, String arn) {
        Matcher parts = VERSION.matcher(Constraint.charsAtMost(member, arn, CHARS));
        if (!parts.matches()) {
            throw Constraint.broken(
                    member,
                    arn,
                    "Member must satisfy regular expression pattern: arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}"
                            + ":layer:[a-zA-Z0-9-_]+:[0-9]+");
        }
        return new LayerReference(parts.group(1), parts.group(2), parts.group(3), Integer.parseInt(parts.group(4)));
    }

    String arn() {
        return Layer.arn(region, name);
    }
}
