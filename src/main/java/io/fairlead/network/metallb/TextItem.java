package io.fairlead.network.metallb;

import io.fairlead.yaml.YamlItem;

/** An item of a list in the text of MetalLB's ConfigMap. */
sealed interface TextItem permits TextPool, TextPeer {

    /** Its name, empty where it has none. */
    String name();

    /** Whether it is Fairlead's, by its name. */
    boolean isOwn();

    /** As it is written. */
    YamlItem item();
}
