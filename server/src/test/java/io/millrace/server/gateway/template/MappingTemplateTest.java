package io.millrace.server.gateway.template;

import static io.millrace.server.gateway.template.Templates.input;
import static io.millrace.server.gateway.template.Templates.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What AWS's reference says of mapping templates, and what is known of AWS beyond it.
class MappingTemplateTest {
    private static final String BODY = """
            {"userId": "guest", "n": 1, "f": 2.50, "no": null, "yes": true, "s": "it's \\"q\\"",
             "pets": [{"id": 1, "type": "dog"}, {"id": 2, "type": "cat"}], "things": {"1": {}, "2": {}, "3": {}}}""";

    @Test
    void aClickBecomesThePutRecordOfTheProduct() throws Exception {
        String click = "{\"userId\": \"guest\", \"mysfitId\": \"4e53920c\"}";
        String body = render("""
                {"DeliveryStreamName": "x", "Record": {"Data": "$util.base64Encode($input.json('$'))"}}""", click);

        JsonNode request = new ObjectMapper().readTree(body);
        assertThat(request.path("DeliveryStreamName").textValue()).isEqualTo("x");
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(request.path("Record").path("Data").textValue()),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"userId\":\"guest\",\"mysfitId\":\"4e53920c\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "$input.json('$.pets') ~ [{\"id\":1,\"type\":\"dog\"},{\"id\":2,\"type\":\"cat\"}]",
                "$input.json('$.f') ~ 2.50",
                "$input.json('$.userId') ~ \"guest\"",
                "$input.json('$.no') ~ null",
                "$input.json('$.missing') ~ \"\"",
                "$input.json(\"$.pets[*].id\") ~ [1,2]",
                "$input.path('$.userId') ~ guest",
                "$input.path('$.pets').size() ~ 2",
                "$input.path('$.pets').count() ~ 2",
                "$input.path('$.things').size() ~ 3",
                "$input.path('$.pets[1].type') ~ cat",
                "$input.path('$').pets[0].type ~ dog",
                "$input.path('$.pets') ~ [{\"id\":1,\"type\":\"dog\"},{\"id\":2,\"type\":\"cat\"}]",
                "$input.path('$.pets[0]') ~ {id=1, type=dog}",
                "$input.path('$.things').keySet() ~ [1, 2, 3]",
                "[$input.path('$.missing')] ~ []",
                "[$nobody] ~ []",
                "$input.params('id') ~ 7",
                "$input.params('q') ~ x y",
                "$input.params('origin') ~ https://a.example",
                "[$input.params('none')] ~ []",
                "$input.params().path.id ~ 7",
                "$input.params().querystring.many ~ 2",
                "$input.params().header.get('content-type') ~ application/json",
                "$input.params().header.Content-Type ~ application/json",
                "$context.requestId ~ r-1",
                "${context.identity.sourceIp} ~ 192.0.2.1",
                "$context.authorizer.claims['sub'] ~ s",
                "[$context.authorizer.nobody] ~ []",
                "$stageVariables.table ~ clicks",
                "$stageVariables['table'] ~ clicks",
                "$util.escapeJavaScript($input.path('$.s')) ~ it\\'s \\\"q\\\"",
                "$util.urlEncode('x=a b') ~ x%3Da+b",
                "$util.urlDecode('x%3Da+b') ~ x=a b",
                "$util.base64Encode('hé') ~ aMOp",
                "$util.base64Decode('aMOp') ~ hé",
                "$util.parseJson('{\"a\":[1,2]}').a[1] ~ 2",
                "#if($input.path('$.n') == 1)one#{else}other#end ~ one",
                "#set($a = 3)#if($a > 5)big#elseif($a == 3)three#else other#end ~ three",
                "#foreach($p in $input.path('$.pets'))$foreach.index/$foreach.count:$p.id#if($foreach.hasNext),#end#end ~ 0/1:1,1/2:2",
                "#foreach($e in $input.path('$.pets[0]').entrySet())$e.key=$e.value;#end ~ id=1;type=dog;",
                "#macro(twice $x)$x$x#end#twice('a') ~ aa",
                "#set($s = 'a,b,c')$s.split(',').size() $s.split(',')[1] ~ 3 b",
                "#set($i = 0)$i.parseInt('41') ~ 41",
                "#set($m = {})$m.put('a', 1)$!m.get('a') ~ 1",
                "#set($l = [])#set($ok = $l.add('x'))$l ~ [x]",
                "#[[$input.body]]# ~ $input.body",
                "\\$util ~ $util",
            })
    void readsAsAwsDoes(String template, String expected) throws Exception {
        assertThat(render(template, BODY)).isEqualTo(expected);
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() throws Exception {
        assertThat(render("$input.body $input.json('$') $input.path('$').size()", ""))
                .isEqualTo("{} {} 0");
    }

    @Test
    void aFormIsTakenApartWithItsPath() throws Exception {
        assertThat(render("#foreach($pair in $input.path('$').split('&'))<$pair>#end", "a=1&b=2"))
                .isEqualTo("<a=1><b=2>");
    }

    @Test
    void overridesAreNotText() throws Exception {
        MappingTemplate.Rendered rendered = MappingTemplate.compile("""
                        #set($origin = $input.params("origin"))
                        #set($context.responseOverride.status = 400)
                        #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
                        #set($context.responseOverride.header.Gone = $nothing)
                        #set($context.requestOverride.header.many = ["1", "2"])
                        #set($context.requestOverride.querystring.q = "a$context.requestId")
                        #set($context.requestOverride.path.proxy = 5)
                        $context.requestOverride.header.put("k", "v")ok""").render(input(""));

        assertThat(rendered.body()).isEqualTo("ok");
        assertThat(rendered.overrides())
                .isEqualTo(new Overrides(
                        Map.of("many", List.of("1", "2"), "k", List.of("v")),
                        Map.of("q", List.of("ar-1")),
                        Map.of("proxy", List.of("5")),
                        Map.of("Access-Control-Allow-Origin", List.of("https://a.example")),
                        Optional.of(400)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#set($context.responseOverride.header.a = 1)#set($context.responseOverride.header.a = 2) ~ second time",
                "#set($context.responseOverride.status = 'no') ~ status",
                "#set($context.responseOverride.body = 'no') ~ cannot be set",
                "#set($context.requestId = 'no') ~ cannot be set",
                "#set($context.identity.sourceIp = 'no') ~ cannot be changed",
                "$stageVariables.put('a', 'b') ~ cannot be changed",
                "$util.parseJson('{') ~ no JSON",
                "$util.base64Decode('!') ~ no base64",
                "$util.urlDecode('%zz') ~ percent",
                "$input.json('$[') ~ JSONPath",
                "#set($a = 'abc')$a.substring(9) ~ characters",
            })
    void whatFailsSaysWhy(String template, String why) {
        assertThatThrownBy(() -> render(template, "{}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "#if($a ~ the template is no Velocity: it ends within something (line 1, column 7)",
                "#set($a = 'x) ~ the template is no Velocity: it ends within something (line 1, column 15)",
                "#set(a = 1) ~ the template is no Velocity: unexpected 'a' (line 1, column 6)",
                "a #end ~ the template is no Velocity: unexpected '#end' (line 1, column 3)",
                "#foreach($i)#end ~ Too few arguments to the #foreach directive (line 1, column 9)",
                "#macro(m $a=1)#end ~ a default of a macro's parameter is not available in a mapping template"
                        + " (line 1, column 1)",
            })
    void whatIsNoTemplateIsSaid(String template, String why) {
        assertThatThrownBy(() -> MappingTemplate.compile(template)).hasMessage(why);
    }

    @Test
    void aSyntaxErrorHasItsPlace() {
        assertThatThrownBy(() -> MappingTemplate.compile("{\n  \"a\": #if($x)\n}"))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.line()).isPositive());
        assertThatThrownBy(() -> MappingTemplate.compile("a\n#include('x')"))
                .hasMessage("#include is not available in a mapping template (line 2, column 1)");
    }
}
