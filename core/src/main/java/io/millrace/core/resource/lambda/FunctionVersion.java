package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.Optional;

/// A published version of a function; it never changes.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html>
///
/// @param function name of the function
/// @param region of the function
/// @param number 1 and up; a number is never given twice
/// @param source what `$LATEST` was
/// @param description in place of that of `$LATEST`, where one was given
/// @param revisionId a UUID of its own
public record FunctionVersion(
        String function,
        String region,
        int number,
        FunctionSnapshot source,
        Optional<String> description,
        String revisionId)
        implements FunctionPart {
    public static final String TYPE = "AWS::Lambda::Version";

    public static ResourceId id(String region, String function, String number) {
        return new ResourceId(TYPE, region, function + ":" + number);
    }

    @Override
    public ResourceId id() {
        return id(region, function, Integer.toString(number));
    }

    @Override
    public Optional<String> qualifier() {
        return Optional.of(Integer.toString(number));
    }

    /// Code and configuration, under this version's own description and revision.
    public FunctionSnapshot snapshot() {
        FunctionConfiguration configuration =
                description.map(source.configuration()::withDescription).orElse(source.configuration());
        return new FunctionSnapshot(
                configuration, source.codeSha256(), source.codeBytes(), source.lastModified(), revisionId);
    }

    /// How versions are kept.
    public static final ResourceKind<FunctionVersion> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<FunctionVersion> valueType() {
            return FunctionVersion.class;
        }

        @Override
        public ObjectNode write(FunctionVersion version) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Function", version.function())
                    .put("Region", version.region())
                    .put("Number", version.number())
                    .put("RevisionId", version.revisionId());
            version.description().ifPresent(text -> kept.put("Description", text));
            kept.set("Source", version.source().json());
            return kept;
        }

        @Override
        public FunctionVersion read(ObjectNode kept) {
            return new FunctionVersion(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("Number").intValue(),
                    FunctionSnapshot.read(kept.required("Source")),
                    Optional.ofNullable(kept.path("Description").textValue()),
                    kept.required("RevisionId").textValue());
        }
    };
}
