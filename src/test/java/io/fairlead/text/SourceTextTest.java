package io.fairlead.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in JSON and YAML, in the encodings that editors write. */
class SourceTextTest {

    private static String read(String name, String text) {
        return SourceText.documents(name, text).toString();
    }

    private static String wrong(String name, String text) {
        return assertThrows(UnreadableText.class, () -> SourceText.documents(name, text))
                .why();
    }

    @Test
    void aDollarAndBracesAreATextAndNothingIsExpanded() {
        assertEquals(
                "[{\"a\":\"${HOME}\"}]",
                SourceText.documents("x.yaml", "a: ${HOME}").toString());
    }

    @Test
    void yamlIsReadWithItsAliasesScalarsAndDocuments() {
        assertEquals(
                "[{\"a\":{\"x\":1},\"b\":{\"x\":1},\"n\":null,\"t\":true,\"s\":\"yes\",\"q\":\"1\"}, [0.5,1e9,255]]",
                read(
                        "a.yaml",
                        "# one\na: &x {x: 1}\nb: *x\nn: ~\nt: true\ns: yes\nq: '1'\n---\n- 0.5\n- 1e9\n- 0xff\n---\n"));
        assertEquals(
                "[{\"b\":{\"x\":1},\"c\":{\"x\":2,\"y\":3}}]", read("a.yaml", "b: &b {x: 1}\nc: {<<: *b, x: 2, y: 3}"));
        assertEquals("[]", read("a.yaml", "# nothing\n"));
        assertEquals("[]", read("-", " \n"));
    }

    @Test
    void aKeyTwiceInYamlIsAnErrorWithTheKeyAndBothLines() {
        assertEquals(
                "line 4, column 1: the key \"kind\" is already at line 1, column 1; remove or rename one of the two",
                wrong("a.yaml", "kind: Service\nmetadata:\n  name: a\nkind: Service\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json|{kind: 1}|line 1, column 2: a key without quotes",
                "a.json|# x|line 1, column 1: a comment",
                "-|{\"a\": 1, // b|line 1, column 10: a comment",
                "-|{\"a\": 1, \"a\": 2}|line 1, column 10: the key \"a\" is already",
                "a.yaml|{\"a\": 1, \"a\": 2}|line 1, column 10: the key \"a\" is already",
                "a.yaml|a: [|line 1, column 5: it is no YAML: ",
                "a.yaml|a: .inf|line 1, column 4: .inf is a number that JSON cannot say",
                "a.yaml|a: !!binary aGk=|line 1, column 4: it has the tag ",
                "a.yaml|[1]: 2|it is no YAML: Non scalar key"
            })
    void whatIsWrongIsSaidWithItsPlace(String name, String text, String begins) {
        assertEquals(begins, wrong(name, text).substring(0, begins.length()));
    }

    @Test
    void singleQuotesAreAnErrorInJsonAndNoneInYaml() {
        assertEquals("line 1, column 2: single quotes", wrong("-", "{'a': 1}").substring(0, 31));
        assertEquals("[{\"a\":1}]", read("a.yml", "{'a': 1}"));
        assertEquals("[{\"a\":\"b\"}]", read("-", "{a: 'b'}"));
    }

    @Test
    void jsonMayBeIndentedWithTabsWhateverTheFileIsCalled() {
        String text = "{\n\t\"a\": [\n\t\t1\n\t]\n}";
        assertEquals("[{\"a\":[1]}]", read("a.json", text));
        assertEquals("[{\"a\":[1]}]", read("-", text));
        assertEquals("[{\"a\":[1]}]", read("a.yaml", text));
    }

    @Test
    void whatIsNestedTooDeepOrGrowsByItsAliasesIsAnError() {
        String deep = "[".repeat(100_000);
        assertEquals("line 1, column 101: it is nested deeper than 100 levels", wrong("a.yaml", deep));
        StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias, alias))));
        }
        assertEquals(
                "with its aliases it comes to more than 1000000 values",
                wrong("a.yaml", bomb.toString()).replaceFirst(".*: ", ""));
        assertEquals(
                "it is nested deeper than 100 levels",
                wrong("a.yaml", "a: &a [*a]").replaceFirst(".*: ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkSaysTheEncoding(String name) {
        byte[] marked = "\uFEFFa: é".getBytes(Charset.forName(name));

        assertEquals("a: é", SourceText.decode(marked));
    }

    @Test
    void withoutOneItIsUtf8AndNothingElse() {
        assertEquals("a: é", SourceText.decode("a: é".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", SourceText.decode(new byte[0]));
        byte[] latin = "é".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(new byte[] {(byte) 0xE9}, latin);
        assertEquals(
                "it is not in UTF-8, nor in UTF-16 with a byte order mark; save it as UTF-8",
                assertThrows(UnreadableText.class, () -> SourceText.decode(latin))
                        .why());
    }

    @Test
    void documentsAreIndependent() {
        List<JsonElement> documents = SourceText.documents("-", "a: 1\n---\nb: 2\n");
        assertEquals(2, documents.size());
    }
}
