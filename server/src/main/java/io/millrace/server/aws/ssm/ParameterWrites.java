package io.millrace.server.aws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ssm.SsmParameter;
import io.millrace.core.resource.ssm.SsmVersion;
import io.millrace.server.aws.protocol.AwsCall;
import io.millrace.server.gateway.call.BoundedPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Putting and deleting parameters, and giving labels to their versions.
final class ParameterWrites {
    private static final String DEFAULT_KEY = "alias/aws/ssm";
    private static final String STANDARD = "Standard";
    private static final Pattern LABEL = Pattern.compile("(?!(?i:aws|ssm))[a-zA-Z_.\\-][a-zA-Z0-9_.\\-]{0,99}");

    private final SsmStore store;

    ParameterWrites(SsmStore store) {
        this.store = store;
    }

    /// What a put asks for.
    private record Asked(
            String name,
            String value,
            Optional<SsmParameter.Type> type,
            boolean overwrite,
            SsmVersion.Details details,
            Map<String, String> tags) {}

    JsonNode put(AwsCall call) {
        Asked asked = read(call.fields());
        int[] number = new int[1];
        store.catalog().apply(() -> {
            SsmParameter changed = changed(call.region(), asked);
            number[0] = changed.latest().number();
            return Changes.put(changed);
        });
        return JsonNodeFactory.instance.objectNode().put("Version", number[0]).put("Tier", STANDARD);
    }

    private static Asked read(Fields fields) {
        String name = ParameterNames.check(fields.requiredString("Name"));
        String value = fields.requiredString("Value");
        Optional<SsmParameter.Type> type = fields.oneOf("Type", SsmParameter.Type.class);
        boolean overwrite = fields.bool("Overwrite").orElse(false);
        fields.oneOf("Tier", STANDARD, "Advanced", "Intelligent-Tiering")
                .filter(tier -> tier.equals("Advanced"))
                .ifPresent(tier -> {
                    throw fields.invalid("Tier", "Advanced is not supported by Millrace: use " + STANDARD);
                });
        if (fields.string("Policies").filter(text -> !text.isEmpty()).isPresent()) {
            throw fields.invalid("Policies", "not supported by Millrace: they need the tier Advanced");
        }
        fields.oneOf("DataType", "text", "aws:ec2:image", "aws:ssm:integration")
                .filter(dataType -> !dataType.equals("text"))
                .ifPresent(dataType -> {
                    throw fields.invalid("DataType", dataType + " is not supported by Millrace: use text");
                });
        Optional<String> description = fields.string("Description");
        Optional<String> pattern = fields.string("AllowedPattern").filter(text -> !text.isEmpty());
        SsmVersion.Details details = new SsmVersion.Details(description, pattern, fields.string("KeyId"), "text");
        Map<String, String> tags = SsmTags.read(fields, "Tags");
        fields.refuseUnknown();
        if (overwrite && !tags.isEmpty()) {
            throw SsmDoor.invalid("Invalid request: tags and overwrite can't be used together. To create a parameter"
                    + " with tags, please remove overwrite flag. To update tags for an existing parameter, please use"
                    + " AddTagsToResource or RemoveTagsFromResource.");
        }
        requireFits(value, pattern);
        return new Asked(name, value, type, overwrite, details, tags);
    }

    private static void requireFits(String value, Optional<String> pattern) {
        if (value.isEmpty()) {
            throw SsmDoor.invalid("Value: a parameter's value has at least one character");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > Limit.SSM_PARAMETER_BYTES.value()) {
            throw SsmDoor.invalid("Standard tier parameters support a maximum parameter value of "
                    + Limit.SSM_PARAMETER_BYTES.value() + " characters.");
        }
        pattern.ifPresent(expression -> {
            try {
                if (BoundedPattern.of(expression).matches(value)) {
                    return;
                }
            } catch (IllegalArgumentException e) {
                throw new RequestException("InvalidAllowedPatternException", "AllowedPattern: " + e.getMessage());
            } catch (BoundedPattern.GivenUpException e) {
                throw new RequestException("ParameterPatternMismatchException", e.getMessage());
            }
            throw new RequestException(
                    "ParameterPatternMismatchException",
                    "Parameter value, cannot be validated against allowedPattern: " + expression);
        });
    }

    private SsmParameter changed(String region, Asked asked) {
        Optional<SsmParameter> present = store.find(region, asked.name());
        if (present.isPresent() && !asked.overwrite()) {
            throw new RequestException(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                            + " true.");
        }
        SsmParameter.Type type = asked.type()
                .or(() -> present.map(SsmParameter::type))
                .orElseThrow(() -> SsmDoor.invalid("A parameter type is required when you create a parameter."));
        present.filter(parameter -> parameter.type() != type).ifPresent(parameter -> {
            throw new RequestException(
                    "HierarchyTypeMismatchException",
                    "The parameter is a " + parameter.type() + ": its type can't be changed to " + type);
        });
        if (type != SsmParameter.Type.SECURE_STRING && asked.details().keyId().isPresent()) {
            throw SsmDoor.invalid("KeyId is required for SecureString type parameter only.");
        }
        int number = present.map(parameter -> parameter.latest().number() + 1).orElse(1);
        SsmVersion version = new SsmVersion(
                number,
                store.stored(region, asked.name(), type, asked.value()),
                store.clock().instant(),
                details(type, asked.details()),
                List.of());
        if (present.isPresent()) {
            return present.get().with(version);
        }
        if (store.list(region).size() >= Limit.SSM_PARAMETERS.value()) {
            throw new RequestException(
                    "ParameterLimitExceeded",
                    "You have exceeded the number of parameters of a region: " + Limit.SSM_PARAMETERS.value());
        }
        return new SsmParameter(asked.name(), region, type, List.of(version), new LinkedHashMap<>())
                .withTags(asked.tags());
    }

    private static SsmVersion.Details details(SsmParameter.Type type, SsmVersion.Details asked) {
        return type == SsmParameter.Type.SECURE_STRING && asked.keyId().isEmpty()
                ? new SsmVersion.Details(
                        asked.description(), asked.allowedPattern(), Optional.of(DEFAULT_KEY), asked.dataType())
                : asked;
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        SsmParameter parameter = store.require(call.region(), ParameterNames.ofArn(fields.requiredString("Name")));
        fields.refuseUnknown();
        store.catalog().remove(parameter.id());
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode deleteMany(AwsCall call) {
        Fields fields = call.fields();
        List<String> names = SsmDoor.names(fields);
        fields.refuseUnknown();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode deleted = answer.putArray("DeletedParameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (String name : names) {
            Optional<SsmParameter> parameter = store.find(call.region(), ParameterNames.ofArn(name));
            parameter.ifPresent(found -> store.catalog().remove(found.id()));
            (parameter.isPresent() ? deleted : invalid).add(name);
        }
        return answer;
    }

    /// A label that another version has moves.
    JsonNode label(AwsCall call) {
        Fields fields = call.fields();
        String name = fields.requiredString("Name");
        Optional<Integer> wanted = fields.integer("ParameterVersion");
        List<String> labels = fields.strings("Labels");
        fields.refuseUnknown();
        List<String> wrong =
                labels.stream().filter(label -> !LABEL.matcher(label).matches()).toList();
        List<String> right =
                labels.stream().filter(label -> !wrong.contains(label)).toList();
        SsmParameter parameter = store.require(call.region(), name);
        int number = wanted.orElse(parameter.latest().number());
        if (parameter.version(number).isEmpty()) {
            throw new RequestException(
                    "ParameterVersionNotFound", "Systems Manager could not find version " + number + " of " + name);
        }
        store.catalog().update(SsmParameter.class, parameter.id(), now -> labelled(now, number, right));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ParameterVersion", number);
        wrong.forEach(answer.putArray("InvalidLabels")::add);
        return answer;
    }

    private static SsmParameter labelled(SsmParameter parameter, int number, List<String> labels) {
        List<SsmVersion> versions = new ArrayList<>();
        for (SsmVersion version : parameter.versions()) {
            List<String> own = new ArrayList<>(version.labels());
            own.removeAll(labels);
            if (version.number() == number) {
                own.addAll(labels);
            }
            if (own.size() > Limit.SSM_PARAMETER_LABELS.value()) {
                throw new RequestException(
                        "ParameterVersionLabelLimitExceeded",
                        "A parameter version can have a maximum of ten labels. Move one or more labels to another"
                                + " version and try again.");
            }
            versions.add(version.withLabels(own));
        }
        return parameter.replacing(versions);
    }
}
