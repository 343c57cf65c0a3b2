Redoc.init('/docs/openapi', { hideDownloadButton: false, disableSearch: true }, document.getElementById('redoc'));
