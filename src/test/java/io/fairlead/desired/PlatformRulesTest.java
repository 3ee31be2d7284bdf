package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an Azure Stack Edge alone refuses. */
class PlatformRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ReservedAddress | 'network': {'services': {'pools': {'a': {'addresses': '172.28.0.0-172.28.0.20'}}}}
            ReservedAddress | 'network': {'dns': {'zone': 'a.b', 'forward': {'c': {'zone': 'c.d', 'servers': '172.28.0.10'}}}}
            ReservedPort    | 'apps': {'w': {'image': 'nginx:1', 'expose': 'external', 'ports': '31001:80'}}
            ReservedPort    | 'apps': {'w': {'image': 'nginx:1', 'expose': 'external', 'ports': '35000'}}
            OutOfRange      | 'apps': {'w': {'image': 'nginx:1', 'resources': {'memoryLimit': '300Gi'}}}
            OutOfRange      | 'apps': {'w': {'image': 'nginx:1', 'resources': {'cpuLimit': '64'}}}
            """)
    void whatIsTheDevicesAloneIsRefusedThereAlone(Code code, String part) {
        String document = "{'schema': 1, " + part + "}";
        assertEquals(List.of(code), codes(document, Platform.AzureStackEdge));
        assertEquals(List.of(), codes(document, Platform.K3s));
        assertEquals(List.of(), codes(document, Platform.Kubernetes));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void whatNobodyMayHaveIsRefusedEverywhere(Platform platform) {
        assertEquals(
                List.of(Code.ReservedAddress),
                codes(
                        "{'schema': 1, 'network': {'services': {'pools': {'a': {'addresses': '127.0.0.0/24'}}}}}",
                        platform));
        assertEquals(
                List.of(Code.OutOfRange),
                codes("{'schema': 1, 'apps': {'w': {'image': 'nginx:1', 'resources': {'memory': '1Mi'}}}}", platform));
    }

    @Test
    void whatWasAcceptedOnAnotherPlatformIsReadAgainFromTheLedger() {
        assertEquals(
                Optional.of("w"),
                StoredParts.app("w", "{\"image\":\"nginx:1\",\"expose\":\"external\",\"ports\":\"31001:80\"}")
                        .map(app -> app.id()));
    }

    private static List<Code> codes(String document, Platform platform) {
        return DesiredParser.parse(
                        1, JsonParser.parseString(document.replace('\'', '"')).getAsJsonObject(), platform)
                .problems()
                .stream()
                .map(Problem::code)
                .toList();
    }
}
