package io.millrace.server.gateway.live;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The stages that can be called, each made ready when it is first called and made anew when it was changed. Any
/// thread.
public final class LiveApis implements CatalogListener {
    private final Catalog catalog;
    private final LiveParts parts;
    private final Map<String, String> regionById = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, String> nameById = new ConcurrentSkipListMap<>();
    private final Map<Key, LiveStage> ready = new ConcurrentHashMap<>();

    /// Which stage of which API.
    private record Key(String apiId, String stage) {}

    public LiveApis(Catalog catalog, LiveParts parts) {
        this.catalog = catalog;
        this.parts = parts;
    }

    /// @param api an id, or a name: of several APIs of that name the one whose id comes first
    public Optional<LiveStage> find(String api, String stage) {
        String apiId = regionById.containsKey(api) ? api : idOf(api);
        Key key = new Key(apiId, stage);
        LiveStage live = ready.get(key);
        return live == null ? made(key) : Optional.of(live);
    }

    /// As [#find], when that has nothing to make ready first.
    public Optional<LiveStage> findReady(String api, String stage) {
        String apiId = regionById.containsKey(api) ? api : idOf(api);
        return Optional.ofNullable(ready.get(new Key(apiId, stage)));
    }

    private String idOf(String name) {
        for (Map.Entry<String, String> entry : nameById.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return "";
    }

    private Optional<LiveStage> made(Key key) {
        String region = regionById.get(key.apiId());
        if (region == null) {
            return Optional.empty();
        }
        ResourceId id = Stage.id(region, key.apiId(), key.stage());
        Optional<Stage> stage = catalog.find(Stage.class, id);
        Optional<LiveStage> made = stage.flatMap(found -> made(region, found));
        made.ifPresent(live -> {
            ready.put(key, live);
            // Changed meanwhile: whoever changed it found nothing to forget.
            if (!catalog.find(Stage.class, id).equals(stage)) {
                ready.remove(key, live);
            }
        });
        return made;
    }

    private Optional<LiveStage> made(String region, Stage stage) {
        return catalog.find(Deployment.class, Deployment.id(region, stage.apiId(), stage.deploymentId()))
                .map(deployment -> new LiveStage(stage, deployment, parts));
    }

    @Override
    public void put(Resource resource) {
        switch (resource) {
            case RestApi api -> {
                nameById.put(api.apiId(), api.settings().name());
                regionById.put(api.apiId(), api.region());
            }
            case Stage stage -> ready.remove(new Key(stage.apiId(), stage.name()));
            default -> {}
        }
    }

    @Override
    public void removed(Resource resource) {
        switch (resource) {
            case RestApi api -> {
                regionById.remove(api.apiId());
                nameById.remove(api.apiId());
                ready.keySet().removeIf(key -> key.apiId().equals(api.apiId()));
            }
            case Stage stage -> ready.remove(new Key(stage.apiId(), stage.name()));
            default -> {}
        }
    }
}
