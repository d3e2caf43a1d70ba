package io.millrace.server.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A creature that the demo's stand-in for the Mysfits service knows.
record Mysfit(String mysfitId, String name, String species, String goodevil, String lawchaos) {
    static final List<Mysfit> CATALOGUE = List.of(
            new Mysfit("m-01", "Brindle", "Chimera", "Good", "Lawful"),
            new Mysfit("m-02", "Old Tansy", "Dryad", "Good", "Neutral"),
            new Mysfit("m-03", "Quill", "Griffin", "Good", "Chaotic"),
            new Mysfit("m-04", "Marrow", "Troll", "Evil", "Chaotic"),
            new Mysfit("m-05", "Sedge", "Kelpie", "Neutral", "Chaotic"),
            new Mysfit("m-06", "Ember", "Phoenix", "Good", "Lawful"),
            new Mysfit("m-07", "Hollow", "Wraith", "Evil", "Neutral"),
            new Mysfit("m-08", "Pebble", "Gargoyle", "Neutral", "Lawful"),
            new Mysfit("m-09", "Vetch", "Mandrake", "Neutral", "Neutral"),
            new Mysfit("m-10", "Grimble", "Goblin", "Evil", "Chaotic"),
            new Mysfit("m-11", "Lark", "Pegasus", "Good", "Lawful"),
            new Mysfit("m-12", "Thresher", "Hydra", "Evil", "Lawful"));

    /// Always the same one for the same number.
    static Mysfit at(int number) {
        return CATALOGUE.get(Math.floorMod(number, CATALOGUE.size()));
    }

    /// As the service's API tells of it.
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mysfitId", mysfitId)
                .put("name", name)
                .put("species", species)
                .put("goodevil", goodevil)
                .put("lawchaos", lawchaos);
    }
}
