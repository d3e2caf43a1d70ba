package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.stack.ResourceTypeSet;
import io.millrace.core.stack.StackPorts;
import io.millrace.core.stack.StackSignals;
import io.millrace.core.stack.StackThreads;
import io.millrace.core.stack.Stacks;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.template.Transforms;
import io.millrace.core.template.sam.SamTransform;
import io.millrace.server.aws.cloudformation.CloudFormationDoor;
import io.millrace.server.aws.cloudformation.TemplateUrls;
import io.millrace.server.aws.protocol.QueryService;
import io.millrace.server.aws.ssm.SecretBox;
import io.millrace.server.aws.ssm.SsmLookup;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.provision.ResourceTypes;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.cloudformation.CloudFormationTypes;
import io.millrace.server.provision.cloudformation.StackResponses;
import io.millrace.server.provision.network.KeptTypes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The parts that are stacks, by hand: a part of [Wiring] of its own.
final class StackWiring implements AutoCloseable {
    private final StackResponses responses;
    private final Stacks stacks;
    private final TemplateUrls urls;
    private HttpHandler door;

    /// What stacks stand on.
    ///
    /// @param secrets opens parameters that are SecureStrings
    /// @param endpoint where functions reach this program, once it listens
    record Base(
            StartOptions options,
            EventLog log,
            Catalog catalog,
            ObjectStore store,
            InstantSource clock,
            SecureRandom random,
            SecretBox secrets,
            Supplier<String> endpoint) {}

    StackWiring(Base base) {
        InnerApi api = new InnerApi(
                exchange -> door.handle(exchange),
                () -> URI.create(base.endpoint().get()).getRawAuthority());
        StackSignals signals = new StackSignals();
        responses = new StackResponses(base.endpoint(), base.catalog(), base.random());
        urls = new TemplateUrls(base.store(), base.options().host());
        List<ResourceType> own = CloudFormationTypes.all(
                new CloudFormationTypes.Ports(api, this::stacks, urls::read, responses, signals, UUID::randomUUID));
        stacks = new Stacks(new StackPorts(
                base.catalog(),
                base.log(),
                base.clock(),
                base.random(),
                UUID::randomUUID,
                new ResourceTypeSet(Stream.of(ResourceTypes.all(api), KeptTypes.all(base.catalog()), own)
                        .flatMap(List::stream)
                        .toList()),
                new SsmLookup(base.catalog(), base.secrets(), base.clock())::value,
                new Transforms(StackWiring::serverless),
                region -> List.of(region + "a", region + "b", region + "c"),
                signals,
                StackThreads.virtual()));
    }

    /// The transform looks for its own name, which is taken off before.
    private static ObjectNode serverless(ObjectNode template, Map<String, JsonNode> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(name, value.asText()));
        return SamTransform.transform(
                template.put("Transform", SamTransform.NAME),
                texts,
                values.get("AWS::Region").asText());
    }

    private Stacks stacks() {
        return stacks;
    }

    /// CloudFormation's own API.
    QueryService service() {
        return CloudFormationDoor.service(stacks, urls);
    }

    /// Says what resources are made through. To be called once, before [#resume].
    ///
    /// @param aws the door to all services that lets in whoever asks
    void open(HttpHandler aws) {
        door = aws;
    }

    /// Answers the exchange if it is what somebody has to say to a stack.
    boolean handle(Exchange exchange) {
        return responses.handle(exchange);
    }

    /// Takes up what a crash interrupted. To be called once, when the program listens.
    void resume() {
        stacks.resume();
    }

    @Override
    public void close() {
        stacks.close();
    }
}
