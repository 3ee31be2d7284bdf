package io.fairlead.desired;

import static io.fairlead.desired.DesiredParserTest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one word that helps is in the message. */
class MessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.6-10          | write 10.0.0.6-10.0.0.10.",
                "10.0.0.6-1.10        | write 10.0.0.6-10.0.1.10.",
                "10.0.0.9-10.0.0.6    | swap its ends.",
            })
    void aRangeIsAnsweredWithItsFullForm(String addresses, String says) {
        assertSays("{schema:1, network:{services:{pools:{a:{addresses:'" + addresses + "'}}}}}", says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "256MB | give 256M or 256Mi.",
                "64KB  | give 64k or 64Ki.",
                "1GiB  | give 1Gi.",
            })
    void aSizeIsAnsweredWithWhatKubernetesReads(String memory, String says) {
        assertSays("{schema:1, apps:{a:{image:'i', resources:{memory:'" + memory + "'}}}}", says);
    }

    @Test
    void anAddressOfTwoTiersNamesShare() {
        String tier = "{image:'i', ports:'80', expose:'external', address:'192.0.2.1'}";
        assertSays(
                "{schema:1, network:{services:{pools:{p:{addresses:'192.0.2.1-192.0.2.9'}}}}, apps:{a:" + tier + ", b:"
                        + tier + "}}",
                "the same `share`");
    }

    @Test
    void aSecretInTheTwinNamesSecretEnv() {
        assertSays("{schema:1, apps:{a:{image:'i', env:{DB_PASSWORD:'x'}}}}", "`secretEnv`");
    }

    @Test
    void aDocumentThatIsTooLargeIsNotToBeSplitOverModules() {
        String much = "x".repeat(4000);
        String files = String.join(
                ", ",
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").stream()
                        .map(id -> id + ":{path:'/etc/" + id + "', content:'" + much + "'}")
                        .toList());
        List<String> messages = messages("{schema:1, apps:{a:{image:'i', config:{" + files + "}}}}");
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("Shorten it"), messages::toString);
        assertTrue(!messages.get(0).contains("module"), messages::toString);
    }

    private static void assertSays(String document, String says) {
        List<String> messages = messages(document);
        assertTrue(messages.stream().allMatch(message -> message.contains(says)), messages::toString);
        assertTrue(!messages.isEmpty(), "no message");
    }

    private static List<String> messages(String document) {
        ParsedDocument parsed = DesiredParser.parse(1, object(document));
        return parsed.problems().stream().map(Problem::message).toList();
    }
}
