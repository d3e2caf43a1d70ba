package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// `Auth.ResourcePolicy` of a REST API: its statements as they are written. The lists of accounts, addresses and
/// networks
/// are refused by name.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-api-resourcepolicystatement`
final class ApiResourcePolicy {
    private static final String POLICY = "x-amazon-apigateway-policy";
    private static final Set<String> LISTS = Set.of(
            "AwsAccountBlacklist",
            "AwsAccountWhitelist",
            "IntrinsicVpcBlacklist",
            "IntrinsicVpcWhitelist",
            "IntrinsicVpceBlacklist",
            "IntrinsicVpceWhitelist",
            "IpRangeBlacklist",
            "IpRangeWhitelist",
            "SourceVpcBlacklist",
            "SourceVpcWhitelist");

    private ApiResourcePolicy() {}

    static void apply(SamProperties auth, ApiDocument document) {
        if (!auth.has("ResourcePolicy")) {
            return;
        }
        SamProperties policy = auth.inner("ResourcePolicy");
        policy.check(Set.of("CustomStatements"), LISTS, "ResourcePolicy");
        ObjectNode written = document.section(POLICY);
        JsonNode before = written.path("Statement");
        ArrayNode statements = before.isArray() ? before.deepCopy() : Nodes.list();
        statements.addAll(policy.list("CustomStatements"));
        written.put("Version", "2012-10-17");
        written.set("Statement", statements);
    }
}
