package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.JsonNode;

/// Which other origins may call.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html>
final class CorsXml {
    static final String LINES = """
            CorsConfiguration.CorsRules[].AllowedHeaders[] string
            CorsConfiguration.CorsRules[].AllowedMethods[] string
            CorsConfiguration.CorsRules[].AllowedOrigins[] string
            CorsConfiguration.CorsRules[].ExposedHeaders[] string
            CorsConfiguration.CorsRules[].Id string
            CorsConfiguration.CorsRules[].MaxAge integer""";

    private CorsXml() {}

    static String document(JsonNode given) {
        return SettingXml.document("CORSConfiguration", xml -> given.path("CorsRules")
                .forEach(rule -> xml.element(
                        "CORSRule",
                        one -> one.members(
                                rule,
                                "Id:ID",
                                "AllowedHeaders:AllowedHeader",
                                "AllowedMethods:AllowedMethod",
                                "AllowedOrigins:AllowedOrigin",
                                "ExposedHeaders:ExposeHeader",
                                "MaxAge:MaxAgeSeconds"))));
    }
}
