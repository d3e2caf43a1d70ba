package io.millrace.server.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.Parameters;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;

/// That our evaluation of a template writes what Velocity's own writes, byte for byte, white space and escapes
/// included. Only a reference without a value differs: it writes nothing, as at AWS.
class VelocityOracleTest {
    private static final RuntimeInstance VELOCITY = velocity();

    private static final String PROLOGUE = """
            #set($a = 'text')#set($b = 3)#set($f = 2.5)#set($yes = true)#set($e = '')
            #set($list = [1, 'two', [3, 4]])
            #set($fixed = {'p': 1, 'q': 'two'})
            #set($map = {'k': 'v', 'n': 5, 'l': $list})
            #macro(show $x $y)<$!x-$!y>#end
            #macro(rest)
              rest $!a
            #end
            #define($block)[$!a/$!b]#end
            """;

    @Example
    void theWhiteSpaceOfDirectivesIsVersionOnes() throws Exception {
        String template = """
                {
                  #set($x = 1)
                  #foreach($i in [1..2])
                  "$i": $foreach.count#if($foreach.hasNext),#end

                  #end
                  #if($x == 1)
                    yes
                  #else
                    no
                  #end
                }
                """;

        assertThat(ours(template)).contains(velocitys(template).orElseThrow());
    }

    @Property(tries = 2_000)
    void writesWhatVelocityWrites(@ForAll("templates") String template) throws Exception {
        Optional<String> expected = velocitys(PROLOGUE + template);
        if (expected.isPresent()) {
            try {
                assertThat(ours(PROLOGUE + template)).as(template).isEqualTo(expected);
            } catch (TemplateException e) {
                // A map within itself, which Java prints as "(this Map)".
                assertThat(e).hasMessageContaining("nested more than");
            }
        }
    }

    @Provide
    Arbitrary<String> templates() {
        return statements(2).list().ofMinSize(1).ofMaxSize(8).map(all -> String.join("", all));
    }

    private static Arbitrary<String> statements(int depth) {
        Arbitrary<String> simple = Arbitraries.oneOf(text(), text(), inserts(), sets());
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = statements(depth - 1).list().ofMaxSize(3).map(all -> String.join("", all));
        Arbitrary<String> gap = Arbitraries.of("", " ", "\n", "  \n", "\n\n ");
        Arbitrary<String> ifs = Combinators.combine(conditions(), gap, inner, inner, gap)
                .as((test, space, then, other, end) ->
                        "#if(" + test + ")" + space + then + "#else" + space + other + "#end" + end);
        Arbitrary<String> elseIfs = Combinators.combine(conditions(), conditions(), inner, inner, gap)
                .as((one, two, then, other, end) ->
                        "#if(" + one + ")" + then + "#elseif(" + two + ")" + other + "#end" + end);
        Arbitrary<String> loops = Combinators.combine(elements(), gap, inner, gap)
                .as((of, space, body, end) -> "#foreach($i in " + of + ")" + space + body
                        + "$!i$foreach.index#if($foreach.hasNext),#end" + "#end" + end);
        Arbitrary<String> breaks = Combinators.combine(elements(), conditions(), inner)
                .as((of, test, body) -> "#foreach($j in " + of + ")" + body + "#if(" + test + ")#break#end#end");
        Arbitrary<String> calls = Combinators.combine(values(1), values(1), gap)
                .as((one, two, end) -> "#show(" + one + " " + two + ")" + end + "#rest()" + end);
        return Arbitraries.oneOf(simple, simple, ifs, elseIfs, loops, breaks, calls);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of(
                "text",
                " ",
                "\n",
                "\t",
                "  \n  ",
                "{",
                "}",
                "\"",
                "'",
                "(",
                ")",
                "#",
                "$",
                "$$",
                "\\",
                "\\\\",
                "#fff",
                "#fff ",
                "# set",
                "## note\n",
                "#* note *#",
                "#[[raw $a #if]]#",
                "$1",
                "\\$a",
                "\\\\$a",
                "\\$none",
                "\\#set",
                "\\#if(x)",
                "#unknown",
                "#unknown($a 'b')\n",
                "$a.",
                "$!a.b.",
                "a$!{a}b",
                "$#if(true)x#end",
                "##\n",
                ".",
                ",",
                "|",
                "$!",
                "é",
                "$block",
                "-",
                "$!map.k-",
                "$5.00",
                "#a#b",
                "$!{none}",
                "[",
                "]");
    }

    private static Arbitrary<String> inserts() {
        // What is a view in Java is a copy here, so these are only written, never kept.
        Arbitrary<String> views = Arbitraries.of("map.keySet()", "map.values()", "map.entrySet()", "block");
        return Arbitraries.oneOf(references(), references(), views).map(reference -> "${" + reference + "}");
    }

    private static Arbitrary<String> sets() {
        Arbitrary<String> target = Arbitraries.of("a", "b", "c", "map.k", "map['z']", "list[0]");
        Arbitrary<String> end = Arbitraries.of("", "\n", " \n", "  ");
        Arbitrary<String> begin = Arbitraries.of("", " ", "\n  ");
        return Combinators.combine(begin, target, values(2), end)
                .as((before, to, value, after) -> before + "#set($" + to + " = " + value + ")" + after);
    }

    private static Arbitrary<String> references() {
        return Arbitraries.of(
                "a",
                "b",
                "c",
                "f",
                "e",
                "yes",
                "list",
                "map",
                "none",
                "map.k",
                "map.none",
                "map['n']",
                "list[0]",
                "list[-1]",
                "list[2][1]",
                "map.l[1]",
                "a.length()",
                "a.toUpperCase()",
                "a.substring(1)",
                "a.substring(1, 2)",
                "a.indexOf('x')",
                "a.replaceAll('[et]', '_')",
                "a.replace('t', 'TT')",
                "a.split('e').size()",
                "a.contains('ex')",
                "list.size()",
                "list.contains('two')",
                "map.size()",
                "map.get('k')",
                "map.containsKey('k')",
                "a.none()",
                "list.isEmpty()",
                "a.empty",
                "map.l.size()",
                "a.equals('text')",
                "b.equals(3)",
                "a.trim().length()",
                "a.startsWith('t')",
                "map.put('p', 1)",
                "list.add(9)",
                "a.concat($e)");
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> simple = Arbitraries.oneOf(
                references().map(reference -> "$" + reference),
                Arbitraries.of(
                        "'it''s'",
                        "\"a ${a}b$!none\"",
                        "\"#if($yes)x#{else}y#end\"",
                        "5",
                        "-7",
                        "2.5",
                        "true",
                        "false",
                        "12345678901",
                        "'$a'",
                        "\"\"",
                        "[]",
                        "{}",
                        "[1..3]",
                        "[3..1]",
                        "[$b..4]",
                        "\"q\"\"q\"",
                        "0",
                        "\"\\u0041\""));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = values(depth - 1);
        return Arbitraries.oneOf(
                simple,
                Combinators.combine(inner, inner).as((one, two) -> "[" + one + ", " + two + "]"),
                inner.map(one -> "{\"x\": " + one + "}"));
    }

    private static Arbitrary<String> operands() {
        Arbitrary<String> number =
                Arbitraries.of("1", "$b", "2", "7", "$f", "0.5", "$list[0]", "$map.n", "'4'", "$a", "$none");
        Arbitrary<String> operator = Arbitraries.of("+", "-", "*", "/", "%");
        return Arbitraries.oneOf(
                number, Combinators.combine(number, operator, number).as((one, op, two) -> one + " " + op + " " + two));
    }

    private static Arbitrary<String> conditions() {
        Arbitrary<String> operator = Arbitraries.of("==", "!=", "<", ">", "<=", ">=");
        Arbitrary<String> compared =
                Combinators.combine(operands(), operator, operands()).as((one, op, two) -> one + " " + op + " " + two);
        Arbitrary<String> simple = Arbitraries.oneOf(
                compared,
                references().map(reference -> "$" + reference),
                references().map(reference -> "!$" + reference),
                Arbitraries.of("true", "false", "$a == 'text'", "'3' == $b", "$list == [1, 'two', [3, 4]]"));
        return Arbitraries.oneOf(
                simple,
                Combinators.combine(simple, Arbitraries.of(" && ", " || "), simple)
                        .as((one, op, two) -> one + op + two),
                simple.map(one -> "!(" + one + ")"));
    }

    private static Arbitrary<String> elements() {
        return Arbitraries.of(
                "$list",
                "$fixed",
                "$fixed.values()",
                "$fixed.keySet()",
                "[1..3]",
                "['x', 'y']",
                "$none",
                "$a",
                "[]",
                "$map.l");
    }

    private static Optional<String> ours(String template) throws TemplateException {
        return Optional.of(MappingTemplate.compile(template)
                .render(new TemplateInput(JsonBody.of(""), Parameters.NONE, Map.of(), Map.of()))
                .body());
    }

    /// Empty when Velocity itself fails: ours then fails, or does what AWS's does.
    private static Optional<String> velocitys(String text) {
        try {
            Template template = new Template();
            template.setRuntimeServices(VELOCITY);
            template.setName("template");
            template.setData(VELOCITY.parse(new StringReader(text), template));
            template.initDocument();
            StringWriter out = new StringWriter();
            VelocityContext context = new VelocityContext(new LinkedHashMap<>());
            EventCartridge asAws = new EventCartridge();
            asAws.addReferenceInsertionEventHandler((given, reference, value) -> value == null ? "" : value);
            asAws.addMethodExceptionHandler((given, type, method, e, where) -> {
                throw new IllegalStateException(e);
            });
            asAws.attachToContext(context);
            template.merge(context, out);
            return Optional.of(out.toString());
        } catch (Exception | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static RuntimeInstance velocity() {
        Properties settings = Grammar.settings();
        settings.setProperty(RuntimeConstants.VM_PERM_INLINE_LOCAL, "true");
        RuntimeInstance velocity = new RuntimeInstance();
        velocity.init(settings);
        return velocity;
    }
}
