package io.millrace.server.deploy.client;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// A stack as it is now.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html>
///
/// @param id its ARN
/// @param reason why it has its status; empty when nothing is said of it
/// @param updated when it was last changed, or made; ISO 8601
/// @param parameters their names
/// @param outputs values by name, in the template's order
public record DeployedStack(
        String name,
        String id,
        String status,
        String reason,
        String updated,
        Set<String> parameters,
        Map<String, String> outputs) {
    static DeployedStack of(XmlNode member) {
        Set<String> parameters = new LinkedHashSet<>();
        member.members("Parameters").forEach(parameter -> parameters.add(parameter.text("ParameterKey")));
        Map<String, String> outputs = new LinkedHashMap<>();
        member.members("Outputs").forEach(output -> outputs.put(output.text("OutputKey"), output.text("OutputValue")));
        String updated = member.text("LastUpdatedTime");
        return new DeployedStack(
                member.text("StackName"),
                member.text("StackId"),
                member.text("StackStatus"),
                member.text("StackStatusReason"),
                updated.isEmpty() ? member.text("CreationTime") : updated,
                parameters,
                outputs);
    }
}
