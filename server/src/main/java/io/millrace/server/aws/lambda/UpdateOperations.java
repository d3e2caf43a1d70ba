package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.ConfigurationParser;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Changing `$LATEST` and publishing it.
final class UpdateOperations {
    private final LambdaPorts ports;
    private final Publishing publishing;

    UpdateOperations(LambdaPorts ports, Publishing publishing) {
        this.ports = ports;
        this.publishing = publishing;
    }

    RestAnswer code(RestCall call) throws IOException {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields(CodeBody.read(call.body()));
        CodeSource source = CodeSource.parse(fields);
        boolean publish = fields.bool("Publish").orElse(false);
        boolean dryRun = fields.bool("DryRun").orElse(false);
        Optional<String> revision = fields.string("RevisionId");
        LambdaFunction present = ports.functions().find(reference);
        Target.requireRevision(revision, present.latest().revisionId(), "GetFunction/GetAlias");
        ConfigurationParser.withArchitectures(present.latest().configuration(), fields);
        fields.refuseUnknown();
        StoredCode stored = source.put(ports.code(), ports.store());
        publishing.layers().requireSize(present.latest().configuration(), stored.sha256());
        publishing.requireRoom(reference.region(), stored.bytes());
        if (dryRun) {
            return RestAnswer.json(FunctionDescription.latest(withCode(present, fields, stored)));
        }
        AtomicReference<ObjectNode> answer = new AtomicReference<>();
        ports.catalog().apply(() -> {
            LambdaFunction before = ports.functions().find(reference);
            Target.requireRevision(revision, before.latest().revisionId(), "GetFunction/GetAlias");
            LambdaFunction changed = withCode(before, fields, stored);
            if (!publish) {
                answer.set(FunctionDescription.latest(changed));
                return Changes.put(changed);
            }
            return published(changed, publishing.version(changed, Optional.empty()), answer);
        });
        ports.runner().retire(reference.region(), reference.name());
        return RestAnswer.json(answer.get());
    }

    private LambdaFunction withCode(LambdaFunction before, Fields fields, StoredCode stored) {
        FunctionConfiguration configuration =
                ConfigurationParser.withArchitectures(before.latest().configuration(), fields);
        return before.withLatest(publishing.snapshot(configuration, stored));
    }

    private static Changes published(
            LambdaFunction function, FunctionVersion version, AtomicReference<ObjectNode> answer) {
        LambdaFunction changed = function.withLastVersion(version.number());
        answer.set(FunctionDescription.version(changed, version));
        return Changes.put(changed, version);
    }

    RestAnswer configuration(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields();
        Optional<String> revision = fields.string("RevisionId");
        LambdaFunction present = ports.functions().find(reference);
        FunctionConfiguration checked = configured(present, fields);
        fields.refuseUnknown();
        publishing.layers().requireSize(checked, present.latest().codeSha256());
        publishing.require(reference.region(), reference.name(), checked);
        AtomicReference<ObjectNode> answer = new AtomicReference<>();
        ports.catalog().apply(() -> {
            LambdaFunction before = ports.functions().find(reference);
            Target.requireRevision(revision, before.latest().revisionId(), "GetFunction/GetAlias");
            FunctionConfiguration configuration = configured(before, fields);
            LambdaFunction changed = before.withLatest(publishing.reconfigured(before.latest(), configuration));
            answer.set(FunctionDescription.latest(changed));
            return Changes.put(changed);
        });
        ports.runner().retire(reference.region(), reference.name());
        return RestAnswer.json(answer.get());
    }

    private FunctionConfiguration configured(LambdaFunction before, Fields fields) {
        return publishing
                .layers()
                .with(ConfigurationParser.update(before.latest().configuration(), fields), fields, before.region());
    }

    RestAnswer publish(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields();
        Optional<String> revision = fields.string("RevisionId");
        Optional<String> sha256 = fields.string("CodeSha256").filter(text -> !text.isEmpty());
        Optional<String> description = fields.string("Description").map(ConfigurationParser::description);
        fields.refuseUnknown();
        AtomicReference<ObjectNode> answer = new AtomicReference<>();
        ports.catalog().apply(() -> {
            LambdaFunction function = ports.functions().find(reference);
            Target.requireRevision(revision, function.latest().revisionId(), "GetFunction/GetAlias");
            String present = function.latest().codeSha256();
            if (sha256.isPresent() && !sha256.get().equals(present)) {
                throw Target.invalid("CodeSHA256 (" + sha256.get() + ") is different from current CodeSHA256 in $LATEST"
                        + " (" + present + "). Please try again with the CodeSHA256 in $LATEST.");
            }
            String newRevision = call.plannedId().orElseGet(ports::newRevision);
            return published(function, publishing.version(function, description, newRevision), answer);
        });
        return RestAnswer.json(201, answer.get());
    }

    RestAnswer versions(RestCall call) {
        call.allowParameters("Marker", "MaxItems");
        LambdaFunction function = ports.functions().find(Target.whole(call));
        return Page.answer(call, "Versions", publishing.versions(function));
    }

    /// Kept only: this machine's runtimes are what they are.
    RestAnswer runtimeManagement(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields();
        String updateOn = fields.oneOf("UpdateRuntimeOn", "Auto", "Manual", "FunctionUpdate")
                .orElseThrow(() -> fields.missing("UpdateRuntimeOn"));
        Optional<String> runtime = fields.string("RuntimeVersionArn");
        fields.refuseUnknown();
        ObjectNode kept = JsonNodeFactory.instance.objectNode().put("UpdateRuntimeOn", updateOn);
        runtime.ifPresent(arn -> kept.put("RuntimeVersionArn", arn));
        ports.catalog().apply(() -> {
            LambdaFunction before = ports.functions().find(reference);
            FunctionConfiguration configuration =
                    before.latest().configuration().withKept(FunctionReads.RUNTIME_MANAGEMENT, kept);
            return Changes.put(before.withLatest(publishing.reconfigured(before.latest(), configuration)));
        });
        return RestAnswer.json(kept.deepCopy().put("FunctionArn", reference.arn()));
    }
}
