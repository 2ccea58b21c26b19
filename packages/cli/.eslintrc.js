module.exports = require('../../importTable').lint(__dirname);
