package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Optional;

/// An HTTP address of a function or of one of its aliases.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html>
///
/// @param function name of the function
/// @param region of the function
/// @param qualifier an alias
/// @param urlId what its host begins with; lower-case letters and digits, unlike that of any other
/// @param authType who may call it
/// @param cors which web pages of other origins may; without it that is the function's own affair
/// @param createdAt when it was made
/// @param lastModified when it became so
public record FunctionUrl(
        String function,
        String region,
        Optional<String> qualifier,
        String urlId,
        AuthType authType,
        Optional<Cors> cors,
        Instant createdAt,
        Instant lastModified)
        implements FunctionPart {
    public static final String TYPE = "AWS::Lambda::Url";

    /// Who may call a function URL.
    public enum AuthType {
        /// Whoever signs with a key of the account.
        AWS_IAM,
        /// Everyone, once the function's policy says so.
        NONE
    }

    public static ResourceId id(String region, String function, Optional<String> qualifier) {
        return new ResourceId(
                TYPE, region, function + qualifier.map(name -> ":" + name).orElse(""));
    }

    @Override
    public ResourceId id() {
        return id(region, function, qualifier);
    }

    /// With the alias, where there is one.
    public String functionArn() {
        return Arn.of(
                "lambda",
                region,
                "function:" + function + qualifier.map(name -> ":" + name).orElse(""));
    }

    /// The same address under other rules.
    public FunctionUrl with(AuthType changedType, Optional<Cors> changedCors, Instant now) {
        return new FunctionUrl(function, region, qualifier, urlId, changedType, changedCors, createdAt, now);
    }

    /// How they are kept.
    public static final ResourceKind<FunctionUrl> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<FunctionUrl> valueType() {
            return FunctionUrl.class;
        }

        @Override
        public ObjectNode write(FunctionUrl url) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Function", url.function())
                    .put("Region", url.region())
                    .put("UrlId", url.urlId())
                    .put("AuthType", url.authType().name())
                    .put("CreatedAt", url.createdAt().toString())
                    .put("LastModified", url.lastModified().toString());
            url.qualifier().ifPresent(name -> kept.put("Qualifier", name));
            url.cors().ifPresent(cors -> kept.set("Cors", cors.json()));
            return kept;
        }

        @Override
        public FunctionUrl read(ObjectNode kept) {
            return new FunctionUrl(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    Optional.ofNullable(kept.path("Qualifier").textValue()),
                    kept.required("UrlId").textValue(),
                    AuthType.valueOf(kept.required("AuthType").textValue()),
                    Optional.ofNullable(kept.get("Cors")).map(Cors::read),
                    Instant.parse(kept.required("CreatedAt").textValue()),
                    Instant.parse(kept.required("LastModified").textValue()));
        }
    };
}
