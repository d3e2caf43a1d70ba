package io.millrace.core.template.sam;

/// The types of SAM, by name, and what expands each.
final class ResourceTypes {
    static final String PREFIX = "AWS::Serverless::";
    static final String FUNCTION = PREFIX + "Function";
    static final String API = PREFIX + "Api";
    static final String HTTP_API = PREFIX + "HttpApi";

    private ResourceTypes() {}

    static boolean isServerless(String type) {
        return type.startsWith(PREFIX);
    }

    /// @throws InvalidResourceException in SAM's words, or naming what Millrace does not do
    static void expand(SamResource resource, Assembly assembly) {
        switch (resource.type()) {
            case FUNCTION -> new FunctionResource(resource, assembly).expand();
            case API -> new ApiResource(resource, assembly).expand();
            case HTTP_API -> new HttpApiResource(resource, assembly).expand();
            case PREFIX + "SimpleTable" -> SimpleTableResource.expand(resource, assembly);
            case PREFIX + "LayerVersion" -> LayerVersionResource.expand(resource, assembly);
            case PREFIX + "Application" -> ApplicationResource.expand(resource, assembly);
            default ->
                throw new InvalidResourceException(
                        "Resource type '" + resource.type() + "' is not supported by Millrace.");
        }
    }
}
