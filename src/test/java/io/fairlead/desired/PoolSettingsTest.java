package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document may say of its pools beside their addresses. */
class PoolSettingsTest {

    private static final String EXTERNAL = "{image:'i', expose:'external', ports:'80'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "keepFree:1, pools:{p:{addresses:'10.0.0.1-10.0.0.2'}} | a:EXT |",
                "keepFree:2, pools:{p:{addresses:'10.0.0.1-10.0.0.2'}} | a:EXT | keepFree PoolTooSmall",
                "keepFree:2, pools:{p:{addresses:'10.0.0.1-10.0.0.2'}} | a:AT1 | keepFree PoolTooSmall",
                "keepFree:3, pools:{p:{addresses:'10.0.0.1-10.0.0.2'}} | | keepFree PoolTooSmall",
                "keepFree:3 | |",
                "keepFree:65536 | | keepFree OutOfRange",
                "pools:{q:{addresses:'10.0.0.9'}, p:{addresses:'10.0.0.1'}} | a:AT1, b:EXT, c:EXT | pools PoolTooSmall",
                "pools:{p:{addresses:'10.0.0.1', interfaces:'eth1, br-lan.10', nodes:['node-a.site', 'b']}} | |",
                "pools:{p:{addresses:'10.0.0.1', interfaces:'a/b'}} | | pools.p.interfaces BadName",
                "pools:{p:{addresses:'10.0.0.1', nodes:'Node'}} | | pools.p.nodes BadName",
                "pools:{p:{addresses:'10.0.0.1', advertise:'none', interfaces:'eth1'}} | | pools.p.interfaces UnsupportedSetting",
                "pools:{p:{addresses:'10.0.0.1', advertise:'none', nodes:'a'}} | | pools.p.nodes UnsupportedSetting"
            })
    void aDocumentHasExactlyThisProblem(String services, @Nullable String apps, @Nullable String problem) {
        String tiers = apps == null
                ? ""
                : apps.replace("EXT", EXTERNAL).replace("AT1", EXTERNAL.replace("}", ", address:'10.0.0.1'}"));
        String document = "{schema:1, network:{services:{" + services + "}}, apps:{" + tiers + "}}";

        List<String> found =
                DesiredParser.parse(1, JsonParser.parseString(document).getAsJsonObject()).problems().stream()
                        .map(given -> given.path() + " " + given.code())
                        .toList();

        assertEquals(
                Stream.ofNullable(problem)
                        .map(text -> "network.services." + text)
                        .toList(),
                found);
    }
}
