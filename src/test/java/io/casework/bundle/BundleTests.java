package io.casework.bundle;

import io.casework.CaseworkTest;
import org.springframework.context.annotation.Import;

/** Bundles on the embedded database. */
@CaseworkTest
@Import(MoreSources.class)
class BundleTests extends BundleContract {}
