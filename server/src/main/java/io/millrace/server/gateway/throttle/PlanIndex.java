package io.millrace.server.gateway.throttle;

import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.UsagePlan;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// API keys by their value, and the plans that they are in, as the catalog has them. Reads from any thread; changes
/// come
/// from the catalog, one after the other.
final class PlanIndex implements CatalogListener {
    private final Map<ResourceId, ApiKey> keys = new ConcurrentHashMap<>();
    private final Map<ValueIn, ApiKey> byValue = new ConcurrentHashMap<>();
    private final Map<ResourceId, UsagePlan> plans = new ConcurrentHashMap<>();
    private final Map<KeyIn, List<ResourceId>> plansOfKey = new ConcurrentHashMap<>();
    private final List<Consumer<KeyInPlan>> leavers = new CopyOnWriteArrayList<>();

    private record ValueIn(String region, String value) {}

    private record KeyIn(String region, String keyId) {}

    /// Whom to tell when a key is no longer in a plan.
    void onLeave(Consumer<KeyInPlan> leaver) {
        leavers.add(leaver);
    }

    Optional<ApiKey> key(String region, String value) {
        return Optional.ofNullable(byValue.get(new ValueIn(region, value)));
    }

    Optional<UsagePlan> plan(String region, String planId) {
        return Optional.ofNullable(plans.get(UsagePlan.id(region, planId)));
    }

    /// Those that a key is in.
    List<UsagePlan> plans(ApiKey key) {
        return plansOfKey.getOrDefault(new KeyIn(key.region(), key.keyId()), List.of()).stream()
                .map(plans::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /// All keys in all plans.
    Set<KeyInPlan> members() {
        return plans.values().stream()
                .flatMap(plan -> plan.keyIds().stream().map(keyId -> new KeyInPlan(plan.planId(), keyId)))
                .collect(Collectors.toSet());
    }

    @Override
    public void put(Resource resource) {
        if (resource instanceof ApiKey key) {
            ApiKey before = keys.put(key.id(), key);
            if (before != null && !before.value().equals(key.value())) {
                byValue.remove(new ValueIn(before.region(), before.value()));
            }
            byValue.put(new ValueIn(key.region(), key.value()), key);
        } else if (resource instanceof UsagePlan plan) {
            UsagePlan before = plans.put(plan.id(), plan);
            Set<String> members = new LinkedHashSet<>(plan.keyIds());
            Set<String> gone = new LinkedHashSet<>(before == null ? List.of() : before.keyIds());
            gone.removeAll(members);
            gone.forEach(keyId -> leave(plan, keyId));
            members.forEach(keyId -> join(plan, keyId));
        }
    }

    @Override
    public void removed(Resource resource) {
        if (resource instanceof ApiKey key) {
            keys.remove(key.id());
            byValue.remove(new ValueIn(key.region(), key.value()), key);
        } else if (resource instanceof UsagePlan plan) {
            plans.remove(plan.id());
            plan.keyIds().forEach(keyId -> leave(plan, keyId));
        }
    }

    private void join(UsagePlan plan, String keyId) {
        plansOfKey.merge(
                new KeyIn(plan.region(), keyId),
                List.of(plan.id()),
                (before, one) -> before.contains(plan.id())
                        ? before
                        : Stream.concat(before.stream(), one.stream())
                                .sorted(Comparator.comparing(ResourceId::name))
                                .toList());
    }

    private void leave(UsagePlan plan, String keyId) {
        plansOfKey.computeIfPresent(new KeyIn(plan.region(), keyId), (key, before) -> {
            List<ResourceId> others =
                    before.stream().filter(id -> !id.equals(plan.id())).toList();
            return others.isEmpty() ? null : others;
        });
        leavers.forEach(leaver -> leaver.accept(new KeyInPlan(plan.planId(), keyId)));
    }
}
