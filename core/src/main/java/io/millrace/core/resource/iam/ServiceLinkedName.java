package io.millrace.core.resource.iam;

import io.millrace.core.fault.RequestException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What service-linked roles are called: AWS's own names where tools know them, else made from the service's.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
public final class ServiceLinkedName {
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9-]{1,64}(\\.[a-z0-9-]{1,64}){0,3}\\.amazonaws\\.com");
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("autoscaling", "AutoScaling"),
            Map.entry("ecs", "ECS"),
            Map.entry("eks", "AmazonEKS"),
            Map.entry("elasticloadbalancing", "ElasticLoadBalancing"),
            Map.entry("es", "AmazonElasticsearchService"),
            Map.entry("kafka", "Kafka"),
            Map.entry("ops.apigateway", "APIGateway"),
            Map.entry("opensearchservice", "AmazonOpenSearchService"),
            Map.entry("rds", "RDS"),
            Map.entry("spot", "EC2Spot"));

    private ServiceLinkedName() {}

    /// `AWSServiceRoleForECS`.
    ///
    /// @param service `ecs.amazonaws.com`
    /// @throws RequestException `InvalidInput` when it is none
    public static String of(String service, Optional<String> suffix) {
        if (!SERVICE.matcher(service).matches()) {
            throw new RequestException("InvalidInput", "Service principal name " + service + " is invalid");
        }
        return "AWSServiceRoleFor" + called(service)
                + suffix.map(text -> "_" + text).orElse("");
    }

    private static String called(String service) {
        String own = service.substring(0, service.length() - ".amazonaws.com".length());
        StringBuilder made = new StringBuilder();
        for (String word : own.split("[.-]", -1)) {
            if (!word.isEmpty()) {
                made.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return KNOWN.getOrDefault(own, made.toString());
    }
}
