package io.fairlead.network.metallb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.health.Live;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Label selectors against a node with {@code zone=a}. */
class LabelSelectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "true | {}",
                "true | {'matchLabels': {'zone': 'a'}}",
                "false | {'matchLabels': {'zone': 'b'}}",
                "false | {'matchLabels': {'zone': 'a', 'rack': '1'}}",
                "true | {'matchExpressions': [{'key': 'zone', 'operator': 'In', 'values': ['a', 'b']}]}",
                "false | {'matchExpressions': [{'key': 'rack', 'operator': 'In', 'values': ['1']}]}",
                "false | {'matchExpressions': [{'key': 'zone', 'operator': 'NotIn', 'values': ['a']}]}",
                "true | {'matchExpressions': [{'key': 'rack', 'operator': 'NotIn', 'values': ['1']}]}",
                "true | {'matchExpressions': [{'key': 'zone', 'operator': 'Exists'}]}",
                "false | {'matchExpressions': [{'key': 'zone', 'operator': 'DoesNotExist'}]}",
                "true | {'matchExpressions': [{'key': 'rack', 'operator': 'DoesNotExist'}]}",
                "false | {'matchLabels': {'zone': 'a'}, 'matchExpressions': [{'key': 'rack', 'operator': 'Exists'}]}",
                "false | {'matchExpressions': [{'key': 'zone', 'operator': 'Unheard'}]}",
            })
    void everyPartOfASelectorMustHold(boolean expected, String selector) {
        String node = "{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-a', 'labels': {'zone': 'a'}}}";
        String text = "{'apiVersion': 'v1', 'kind': 'Selector', 'metadata': {'name': 'x'}, 's': " + selector + "}";
        assertEquals(
                expected, LabelSelector.anyMatches(List.of(Live.of(text).body().at("s")), Live.of(node)));
    }
}
