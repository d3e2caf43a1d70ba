package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.Stacks;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.function.Function;

/// Outputs that stacks lend each other.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html>, `API_ListImports`
final class ExportOperations {
    private final Stacks stacks;

    ExportOperations(Stacks stacks) {
        this.stacks = stacks;
    }

    String exports(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Page<Stacks.Export> page = Page.of(stacks.exports(call.region()), Stacks.Export::name, parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml().list("Exports", page.items(), (one, export) -> {
            one.text("ExportingStackId", export.exportingStackId());
            one.text("Name", export.name());
            one.text("Value", export.value());
        });
        page.writeNext(xml);
        return xml.toString();
    }

    String imports(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String name = parameters.requiredString("ExportName");
        List<String> importers = stacks.imports(call.region(), name);
        if (importers.isEmpty()) {
            throw new RequestException("ValidationError", "Export '" + name + "' is not imported by any stack.");
        }
        Page<String> page = Page.of(importers, Function.identity(), parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml().strings("Imports", page.items());
        page.writeNext(xml);
        return xml.toString();
    }
}
