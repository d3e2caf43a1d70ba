package io.millrace.examples.mysfits.clicks;

import java.util.Objects;

/// What the service tells of a mysfit, as far as clicks need it.
record Mysfit(String species, String goodevil, String lawchaos) {
    Mysfit {
        Objects.requireNonNull(species, "species");
        Objects.requireNonNull(goodevil, "goodevil");
        Objects.requireNonNull(lawchaos, "lawchaos");
    }
}
