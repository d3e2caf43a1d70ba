package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A text that counts how often a regular expression looks at it: an expression that backtracks without end is cut
/// off by the rendering's steps.
final class BoundedText implements CharSequence {
    /// So many characters looked at are a step.
    static final int CHARS_A_STEP = 16;

    private final String text;
    private final Run run;
    private int seen;

    private BoundedText(String text, Run run) {
        this.text = text;
        this.run = run;
    }

    static boolean matches(String text, String regex, Run run) throws TemplateException {
        return bounded(() -> matcher(text, regex, run).matches());
    }

    /// As `String.split`.
    static TemplateList split(String text, String regex, int limit, Run run) throws TemplateException {
        return bounded(() -> {
            TemplateList parts = new TemplateList(false);
            Matcher matcher = matcher(text, regex, run);
            int from = 0;
            while ((limit <= 0 || parts.size() < limit - 1) && matcher.find()) {
                // An empty match at the begin gives no empty first part.
                if (matcher.end() > 0) {
                    parts.append(run.made(text.substring(from, matcher.start())), run);
                    from = matcher.end();
                }
            }
            parts.append(run.made(text.substring(from)), run);
            while (limit == 0 && parts.size() > 1 && "".equals(parts.getLast())) {
                parts.removeLast();
            }
            return parts;
        });
    }

    static String replace(String text, String regex, String with, boolean all, Run run) throws TemplateException {
        return bounded(() -> {
            Matcher matcher = matcher(text, regex, run);
            StringBuilder out = new StringBuilder();
            while (matcher.find()) {
                int before = out.length();
                run.step();
                matcher.appendReplacement(out, with);
                run.charge(out.length() - before);
                if (!all) {
                    break;
                }
            }
            matcher.appendTail(out);
            return out.toString();
        });
    }

    private static Matcher matcher(String text, String regex, Run run) throws TemplateException {
        if (regex.length() > Limit.GATEWAY_TEMPLATE_REGEX_CHARS.value()) {
            throw new TemplateException(
                    "a regular expression has more than " + Limit.GATEWAY_TEMPLATE_REGEX_CHARS.value() + " characters");
        }
        return Pattern.compile(regex).matcher(new BoundedText(text, run));
    }

    private static <T> T bounded(Work<T> work) throws TemplateException {
        try {
            return work.run();
        } catch (PatternSyntaxException e) {
            throw new TemplateException("a regular expression is wrong: " + e.getDescription());
        } catch (TooMuchException e) {
            throw e.cause;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TemplateException("the replacement of a regular expression is wrong");
        } catch (StackOverflowError e) {
            throw new TemplateException("a regular expression needs too much of the stack");
        }
    }

    @Override
    public char charAt(int index) {
        if (++seen % CHARS_A_STEP == 0) {
            try {
                run.step();
            } catch (TemplateException e) {
                throw new TooMuchException(e);
            }
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private interface Work<T> {
        T run() throws TemplateException;
    }

    /// Carries what ends a rendering through the regular expression's code.
    private static final class TooMuchException extends RuntimeException {
        private final transient TemplateException cause;

        TooMuchException(TemplateException cause) {
            super("", null, false, false);
            this.cause = cause;
        }
    }
}
