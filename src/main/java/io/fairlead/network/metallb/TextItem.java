package io.fairlead.network.metallb;

import io.fairlead.yaml.YamlItem;

/** An item of a list in the text of MetalLB's ConfigMap. */
sealed interface TextItem permits TextPool, TextPeer {

    /** The item's name; empty if it has none. */
    String name();

    /** Whether the item is Fairlead's, by its name. */
    boolean isOwn();

    /** The item as YAML. */
    YamlItem item();
}
