package io.millrace.server.deploy.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What CreateStack and UpdateStack are asked for.
///
/// @param stack its name
/// @param template in the request, or its URL
/// @param parameters values by name
/// @param previous names of parameters that keep their values
/// @param rollback whether a failure undoes what was done
public record StackChange(
        String stack, TemplateSource template, Map<String, String> parameters, Set<String> previous, boolean rollback) {
    /// Everything that a template can ask for: who deploys on their own machine has agreed.
    private static final List<String> CAPABILITIES =
            List.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");

    /// Where the template is.
    public sealed interface TemplateSource {
        /// @param text as written
        record Body(String text) implements TemplateSource {}

        /// @param address in a bucket
        record Url(String address) implements TemplateSource {}
    }

    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("StackName", stack);
        switch (template) {
            case TemplateSource.Body(String text) -> form.put("TemplateBody", text);
            case TemplateSource.Url(String address) -> form.put("TemplateURL", address);
        }
        int index = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String member = "Parameters.member." + ++index;
            form.put(member + ".ParameterKey", parameter.getKey());
            form.put(member + ".ParameterValue", parameter.getValue());
        }
        for (String name : previous) {
            String member = "Parameters.member." + ++index;
            form.put(member + ".ParameterKey", name);
            form.put(member + ".UsePreviousValue", "true");
        }
        for (int i = 0; i < CAPABILITIES.size(); i++) {
            form.put("Capabilities.member." + (i + 1), CAPABILITIES.get(i));
        }
        if (!rollback) {
            form.put("DisableRollback", "true");
        }
        return form;
    }
}
