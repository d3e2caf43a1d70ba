package io.millrace.core.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/// A condition on a message that is JSON. A comparison with a property that is not there does not hold, whatever it is.
sealed interface JsonCondition {
    ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    boolean holds(JsonNode message);

    /// The message, when it is a JSON object or array.
    static Optional<JsonNode> parse(String message) {
        String start = message.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(message));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// All hold.
    record All(List<JsonCondition> parts) implements JsonCondition {
        @Override
        public boolean holds(JsonNode message) {
            return parts.stream().allMatch(part -> part.holds(message));
        }
    }

    /// One holds.
    record Any(List<JsonCondition> parts) implements JsonCondition {
        @Override
        public boolean holds(JsonNode message) {
            return parts.stream().anyMatch(part -> part.holds(message));
        }
    }

    /// `$.a NOT EXISTS`.
    record NotExists(JsonSelector selector) implements JsonCondition {
        @Override
        public boolean holds(JsonNode message) {
            return selector.find(message).isMissingNode();
        }
    }

    /// `$.a IS NULL`, `$.a IS TRUE`, `$.a IS FALSE`.
    record Is(JsonSelector selector, Word word) implements JsonCondition {
        /// What follows IS.
        enum Word {
            NULL,
            TRUE,
            FALSE
        }

        @Override
        public boolean holds(JsonNode message) {
            JsonNode found = selector.find(message);
            return switch (word) {
                case NULL -> found.isNull();
                case TRUE -> found.isBoolean() && found.booleanValue();
                case FALSE -> found.isBoolean() && !found.booleanValue();
            };
        }
    }

    /// `$.a = "text"`, where `*` stands for any characters.
    record Text(JsonSelector selector, boolean equal, String glob) implements JsonCondition {
        @Override
        public boolean holds(JsonNode message) {
            JsonNode found = selector.find(message);
            return found.isValueNode() && !found.isNull() && matches(glob, found.asText()) == equal;
        }

        /// Goes back to the last star only, so it ends after at most the product of the two lengths.
        static boolean matches(String glob, String text) {
            int g = 0;
            int t = 0;
            int star = -1;
            int starText = 0;
            while (t < text.length()) {
                if (g < glob.length() && glob.charAt(g) == '*') {
                    star = g++;
                    starText = t;
                } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                    g++;
                    t++;
                } else if (star >= 0) {
                    g = star + 1;
                    t = ++starText;
                } else {
                    return false;
                }
            }
            while (g < glob.length() && glob.charAt(g) == '*') {
                g++;
            }
            return g == glob.length();
        }
    }

    /// `$.a >= 5`.
    record Numeric(JsonSelector selector, Operator operator, double value) implements JsonCondition {
        /// How the property is compared.
        enum Operator {
            EQUAL("="),
            NOT_EQUAL("!="),
            LESS("<"),
            AT_MOST("<="),
            MORE(">"),
            AT_LEAST(">=");

            private final String sign;

            Operator(String sign) {
                this.sign = sign;
            }

            String sign() {
                return sign;
            }

            boolean holds(int compared) {
                return switch (this) {
                    case EQUAL -> compared == 0;
                    case NOT_EQUAL -> compared != 0;
                    case LESS -> compared < 0;
                    case AT_MOST -> compared <= 0;
                    case MORE -> compared > 0;
                    case AT_LEAST -> compared >= 0;
                };
            }
        }

        @Override
        public boolean holds(JsonNode message) {
            JsonNode found = selector.find(message);
            return found.isNumber() && operator.holds(Double.compare(found.doubleValue() + 0.0, value + 0.0));
        }
    }
}
