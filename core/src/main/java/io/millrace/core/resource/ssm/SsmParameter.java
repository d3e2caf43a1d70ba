package io.millrace.core.resource.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A parameter of Systems Manager's Parameter Store, standard tier, with its latest versions.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html>
///
/// @param name with its path, unique in its region
/// @param region where it was made
/// @param type which never changes
/// @param versions oldest first, at least one, at most [Limit#SSM_PARAMETER_VERSIONS]
/// @param tags kept only
public record SsmParameter(
        String name, String region, Type type, List<SsmVersion> versions, SequencedMap<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::SSM::Parameter";

    public SsmParameter {
        versions = List.copyOf(versions);
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    /// What its value is; the names are AWS's.
    public enum Type {
        STRING("String"),
        STRING_LIST("StringList"),
        SECURE_STRING("SecureString");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        static Type of(String text) {
            for (Type type : values()) {
                if (type.text.equals(text)) {
                    return type;
                }
            }
            throw new IllegalStateException("No type of parameter: " + text);
        }
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    public String arn() {
        return Arn.of("ssm", region, "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }

    public SsmVersion latest() {
        return versions.getLast();
    }

    public Optional<SsmVersion> version(int number) {
        return versions.stream().filter(one -> one.number() == number).findFirst();
    }

    public Optional<SsmVersion> labelled(String label) {
        return versions.stream().filter(one -> one.labels().contains(label)).findFirst();
    }

    /// With a newer version; the oldest goes when there are too many.
    ///
    /// @throws RequestException `ParameterMaxVersionLimitExceeded` when the one to go has labels
    public SsmParameter with(SsmVersion next) {
        List<SsmVersion> more = new ArrayList<>(versions);
        more.add(next);
        if (more.size() > Limit.SSM_PARAMETER_VERSIONS.value()) {
            SsmVersion oldest = more.removeFirst();
            if (!oldest.labels().isEmpty()) {
                throw new RequestException(
                        "ParameterMaxVersionLimitExceeded",
                        "Version " + oldest.number() + " of " + name
                                + " is the oldest, can't be deleted because it has labels: move them first");
            }
        }
        return new SsmParameter(name, region, type, more, tags);
    }

    /// The same with a version replaced by one of its number.
    public SsmParameter replacing(List<SsmVersion> others) {
        return new SsmParameter(name, region, type, others, tags);
    }

    public SsmParameter withTags(Map<String, String> others) {
        return new SsmParameter(name, region, type, versions, new LinkedHashMap<>(others));
    }

    /// How parameters are kept.
    public static final ResourceKind<SsmParameter> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<SsmParameter> valueType() {
            return SsmParameter.class;
        }

        @Override
        public ObjectNode write(SsmParameter parameter) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", parameter.name())
                    .put("Region", parameter.region())
                    .put("Type", parameter.type().toString());
            ArrayNode versions = kept.putArray("Versions");
            parameter.versions().forEach(version -> versions.add(version.write()));
            ObjectNode tags = kept.putObject("Tags");
            parameter.tags().forEach(tags::put);
            return kept;
        }

        @Override
        public SsmParameter read(ObjectNode kept) {
            List<SsmVersion> versions = new ArrayList<>();
            kept.required("Versions").forEach(version -> versions.add(SsmVersion.read(version)));
            SequencedMap<String, String> tags = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> tag : kept.required("Tags").properties()) {
                tags.put(tag.getKey(), tag.getValue().textValue());
            }
            return new SsmParameter(
                    kept.required("Name").textValue(),
                    kept.required("Region").textValue(),
                    Type.of(kept.required("Type").textValue()),
                    versions,
                    tags);
        }
    };
}
