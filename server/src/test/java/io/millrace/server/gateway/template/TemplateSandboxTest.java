package io.millrace.server.gateway.template;

import static io.millrace.server.gateway.template.Templates.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A template reaches what it is given, and ends.
class TemplateSandboxTest {
    /// What a template is put together from, right or wrong.
    private static final String PIECES = """
            #set($a = ~#if(~)~#foreach($i in ~#end~#else~#elseif(~#macro(m $a)~#m(~#define($a)~$a~$i~$input~.json('$')~\
            .path('$')~.params()~.body~.get('a')~.put('a', $a)~.add($a)~.size()~[~]~{~}~'~"~..~100~a~ ~
            ~$util.~escapeJavaScript(~parseJson(~base64Decode(~urlDecode(~.replaceAll('(a*)*', $a)~$context.~\
            responseOverride.status~requestOverride.header.x~=~==~+~*~/~%~<~&&~||~!~$!~${~|~##~#*~*#~#[[~]]#~\\~\\u00~\
            #break~#stop~$foreach.hasNext~,~:~#~$~é~.split('')~.substring(1)~.class~#@m(~true~null~in~-~\
            9999999999999999999999~1e5~0.1~\t~\r\n~\0""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$input.class",
                "$input.getClass()",
                "$input.getClass().forName('java.lang.Runtime').getRuntime().exec('id')",
                "$util.class.forName('java.lang.System')",
                "$context.class.classLoader",
                "$context.getClass()",
                "$context.class.forName('java.lang.Runtime')",
                "$stageVariables.getClass().getName()",
                "$input.path('$').getClass()",
                "#set($s = '')$s.class.forName('java.lang.Runtime').getMethod('getRuntime', null).invoke(null, null)",
                "#set($s = 'x')$s.getClass().getProtectionDomain()",
                "#set($n = 1)$n.class.module",
                "#set($l = [])$l.stream().parallel()",
                "#set($l = [])$l.getClass().getDeclaredConstructors()",
                "#set($s = 'x')$s.getBytes()",
                "#set($s = 'x')$s.chars()",
                "#foreach($i in [1])$foreach.class$foreach.getClass()$foreach.stop()#end",
                "#define($b)x#end$b.class$b.getClass()",
                "#set($m = {})$m.entrySet().iterator()$m.getClass()",
                "$input.input",
                "$util.UTIL",
                "$input.body.intern().wait()",
                "$input.hashCode()",
            })
    void noClassIsReachable(String template) throws Exception {
        assertThat(render(template, "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include('/etc/passwd')",
                "#parse('x.vm')",
                "#evaluate('$input.body')",
                "#@x()y#end",
                "\"#if(true)#include('x')#end\"",
                "#set($a = \"#include('/etc/passwd')\")",
            })
    void noFileIsReachable(String template) {
        assertThatThrownBy(() -> MappingTemplate.compile(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("is not available");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#foreach($i in [1..1000000000])x#end ~ elements",
                "#foreach($i in [1..2000])x#end ~ iterations",
                "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])#end#end#end ~ steps",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = \"$a$a\")#end ~ characters",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $a + $a)#end ~ characters",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $a.concat($a))#end ~ characters",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $a.replace('a', 'aaaaaaaaaa'))#end ~ characters",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $a.replaceAll('a', 'aaaaaaaaaa'))#end ~ steps",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $a.replace('', $a))#end ~ characters",
                "#set($a = 'aaaaaaaaaa')#foreach($i in [1..100])#set($a = $util.base64Encode(\"$a$a\"))#end ~ characters",
                "#set($a = ['x'])#foreach($i in [1..100])#set($a = [$a, $a])#end$a ~ steps",
                "#set($a = ['x'])#foreach($i in [1..1000])#set($a = [$a])#end$a ~ nested",
                "#set($a = [])$a.add($a)$a ~ nested",
                "#set($a = {})#set($b = {'a': $a})#set($a.b = $b)#if($a == $b)#end$a ~ nested",
                "#set($a = [])#set($b = [$a])$a.add($b)#if($a == $b)#end ~ nested",
                "#set($a = 3)#foreach($i in [1..100])#set($a = $a * $a)#end ~ digits",
                "#set($a = 2)#set($a = $a * '1E60')#set($a = $a * '1E60')$a ~ digits",
                "#macro(a)#a()#end#a() ~ macros",
                "#macro(a)#b()#b()#b()#b()#end#macro(b)#c()#c()#c()#c()#end#macro(c)#d()#d()#d()#d()#end"
                        + "#macro(d)#e()#e()#e()#e()#end#macro(e)#f()#f()#f()#f()#end#macro(f)#g()#g()#g()#g()#end"
                        + "#macro(g)#h()#h()#h()#h()#end#macro(h)#i()#i()#i()#i()#end#macro(i)#j()#j()#j()#j()#end"
                        + "#macro(j)#k()#k()#k()#k()#end#macro(k)#l()#l()#l()#l()#end#macro(l)#m()#m()#m()#m()#end"
                        + "#macro(m)x#end#a() ~ steps",
                "#define($a)$a#end$a ~ deep",
                "#define($a)$b#end#define($b)$a#end$a ~ deep",
                "#set($a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$a.matches('a*a*a*a*a*a*a*a*a*a*b') ~ steps",
                "#set($a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$a.split('a*a*a*a*a*a*a*a*a*a*b').size() ~ steps",
                "#foreach($i in [1..1000])aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "#foreach($j in [1..1000])aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#end#end ~ writes",
            })
    void whateverLoopsGrowsOrRecursIsCutOff(String template, String why) {
        assertThat(failure(template, "{}"))
                .hasValueSatisfying(message -> assertThat(message).contains(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1.5e2000000000", "1e900", "1e-900", "1e65", "0.1e-65"})
    void hugeNumbersInABodyCostNothing(String number) throws Exception {
        String template = "#set($x = $input.path('$.x'))#set($i = 0)$input.json('$').length()"
                + "#set($y = $x + 1)#set($y = $x * $x)#set($y = $x / 3)#set($y = $x % 7)#set($y = 7 % $x)#set($y = -$x)"
                + "#if($x > 5)#end#if($x == 5)#end#if($x == 0.1)#end#set($y = \"$x\" + 1)$x.intValue()$x.longValue()"
                + "#set($y = [1..$i])#set($l = [1])$l.get($x)$l[$x]$i.parseInt('1')";

        assertThat(failure(template, "{\"x\": " + number + "}").orElse("")).doesNotContain("stack");
    }

    @Test
    void aTemplateIsForAllThreads() throws Exception {
        MappingTemplate template = MappingTemplate.compile(
                "#macro(m $a)<$a>#end#foreach($i in [1..50])#set($x = $i)#m($x)#end$input.body");
        List<String> bodies = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return template.render(Templates.input("b" + i)).body().replaceFirst(".*>", "");
                    } catch (TemplateException e) {
                        return e.getMessage();
                    }
                })
                .toList();

        assertThat(bodies)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "b" + i).toList());
    }

    @Test
    void nestingIsBoundedWhenCompiled() {
        for (int depth : new int[] {50, 1_000, 100_000}) {
            for (String template : new String[] {
                "#if(true)".repeat(depth) + "#end".repeat(depth),
                "#if(" + "(".repeat(depth) + "true" + ")".repeat(depth) + ")#end",
                "#set($a = " + "[".repeat(depth) + "]".repeat(depth) + ")",
                "#set($a = " + "!".repeat(depth) + "true)",
                "$a" + "[$a".repeat(depth) + "]".repeat(depth),
                "$util.x(".repeat(depth) + ")".repeat(depth),
                "#set($a = 1" + " + 1".repeat(depth) + ")",
                "$a" + ".b".repeat(depth),
            }) {
                assertThat(failure(template, "{}").orElse(""))
                        .as(template.substring(0, 10) + depth)
                        .doesNotContain("null")
                        .hasSizeLessThan(300);
            }
        }
        assertThat(failure("#if(true)".repeat(1_000) + "#end".repeat(1_000), "{}"))
                .isPresent();
        assertThat(failure("x".repeat(Limit.GATEWAY_TEMPLATE_CHARS.intValue() + 1), "{}"))
                .isPresent();
    }

    @Property(tries = 3_000)
    void anyTemplateEndsWithAnyBody(@ForAll("templates") String template, @ForAll("bodies") String body) {
        failure(template, body);
    }

    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> mixed =
                Arbitraries.of(PIECES.split("~")).list().ofMaxSize(30).map(all -> String.join("", all));
        return Arbitraries.oneOf(mixed, mixed, Arbitraries.strings().ofMaxLength(100));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "{}",
                        "{\"a\": [1, {\"b\": null}], \"i\": \"x\"}",
                        "a=1&b=2",
                        "[[[[]]]]",
                        "null",
                        "1e999",
                        "\"$input.body #set($a = 1)\"",
                        "[".repeat(10_000)),
                Arbitraries.strings().ofMaxLength(50));
    }

    /// Why it failed. Anything but a [TemplateException] fails the test.
    private static Optional<String> failure(String template, String body) {
        try {
            render(template, body);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(e.getMessage());
        }
    }
}
