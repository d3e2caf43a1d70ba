package io.millrace.server.aws.lambda;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.LayerUse;
import io.millrace.core.resource.lambda.LayerVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The member `Layers` of a function's configuration. What a layer says of runtimes and architectures binds nobody, as
/// at AWS.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html>
final class LayersOfFunctions {
    private final LambdaPorts ports;

    LayersOfFunctions(LambdaPorts ports) {
        this.ports = ports;
    }

    /// The configuration with the layers that a request names; those it has where the request names none.
    FunctionConfiguration with(FunctionConfiguration configuration, Fields fields, String region) {
        if (!fields.has("Layers")) {
            return configuration;
        }
        List<String> arns = fields.strings("Layers");
        if (arns.size() > Limit.FUNCTION_LAYERS.value()) {
            throw Target.invalid("Cannot reference more than " + Limit.FUNCTION_LAYERS.value() + " layers.");
        }
        List<LayerUse> layers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String arn : arns) {
            LayerReference reference = LayerReference.parse("layers", arn);
            if (!reference.region().equals(region)) {
                throw Target.invalid("Layers are not in the same region as the function. Layers are expected to be in"
                        + " region " + region + ".");
            }
            LayerVersion version = LayerOperations.find(ports, reference)
                    .orElseThrow(() -> Target.invalid("Layer version " + arn + " does not exist here: publish it with"
                            + " PublishLayerVersion. Layers of other accounts cannot be reached"));
            if (!names.add(reference.name())) {
                throw Target.invalid("Two different versions of the same layer are not allowed to be referenced in the"
                        + " same function. " + arn + " and another one are versions of the same layer.");
            }
            layers.add(version.use());
        }
        return configuration.withLayers(layers);
    }

    /// Refuses code that is too large together with its layers.
    void requireSize(FunctionConfiguration configuration, String codeSha256) {
        if (configuration.layers().isEmpty()) {
            return;
        }
        long bytes = ports.code().contents(codeSha256).bytes();
        for (LayerUse layer : configuration.layers()) {
            bytes += ports.code().contents(layer.codeSha256()).bytes();
        }
        if (bytes > Limit.FUNCTION_CODE_BYTES.value()) {
            throw Target.invalid("Function code combined with layers exceeds the maximum allowed size of "
                    + Limit.FUNCTION_CODE_BYTES.value() + " bytes. The actual size is " + bytes + " bytes.");
        }
    }
}
